namespace EventStoreDb.Emulator.Projections;

/// <summary>What a query may call, written in its own language. It takes the query's definition down and runs it.</summary>
internal static class ProjectionPrelude
{
    public const string Script =
        """
        var __source = { all: false, streams: [], links: false, output: false };
        var __handlers = null, __partition = null, __transforms = [], __states = {};
        function __has(o, key) { return Object.prototype.hasOwnProperty.call(o, key); }
        var __results = {
          outputState: function () { __source.output = true; return __results; },
          transformBy: function (f) { __source.output = true; __transforms.push(f); return __results; },
          filterBy: function (f) {
            __source.output = true;
            __transforms.push(function (s) { return f(s) ? s : null; });
            return __results;
          },
          outputTo: function () { throw new Error('outputTo is not known to the emulator'); }
        };
        var __selected = {
          when: function (handlers) {
            if (__has(handlers, '$initShared')) { throw new Error('$initShared is not known to the emulator'); }
            __handlers = handlers;
            return __results;
          },
          foreachStream: function () { __partition = function (e) { return e.streamId; }; return __selected; },
          partitionBy: function (f) { __partition = f; return __selected; },
          outputState: function () { return __selected.when({}).outputState(); }
        };
        function fromAll() { __source.all = true; return __selected; }
        function fromStreams() { __source.streams = Array.prototype.concat.apply([], arguments); return __selected; }
        function fromStream(stream) { return fromStreams(stream); }
        function fromCategory(category) { return fromStreams('$ce-' + category); }
        function fromCategories() {
          return fromStreams(Array.prototype.concat.apply([], arguments).map(function (c) { return '$ce-' + c; }));
        }
        function options(o) { __source.links = o.$includeLinks === true; }
        function log() { }
        function emit(stream, type, body, metadata) { __emit(stream, type, JSON.stringify(body), true, JSON.stringify(metadata || {})); }
        function linkTo(stream, e, metadata) {
          __emit(stream, '$>', e.sequenceNumber + '@' + e.streamId, false, JSON.stringify(metadata || {}));
        }
        function linkStreamTo(stream, linked, metadata) { __emit(stream, '$@', linked, false, JSON.stringify(metadata || {})); }
        function copyTo(stream, e, metadata) { __emit(stream, e.eventType, e.bodyRaw, e.isJson, JSON.stringify(metadata || {})); }
        function __describe() {
          if (!__handlers) { throw new Error('The query does not say what to do.'); }
          return JSON.stringify(__source);
        }
        function __parse(text) { try { return JSON.parse(text); } catch (e) { return undefined; } }
        // The partition that has changed, or null.
        function __process(e) {
          e.metadata = __parse(e.metadataRaw);
          e.linkMetadata = __parse(e.linkMetadataRaw);
          e.body = e.isJson ? __parse(e.bodyRaw) : undefined;
          e.data = e.body;
          var handler = e.eventType === '$streamDeleted' ? __handlers.$deleted
            : __has(__handlers, e.eventType) ? __handlers[e.eventType] : __handlers.$any;
          if (!handler) { return null; }
          var partition = __partition ? __partition(e) : '';
          if (partition === null || partition === undefined) { return null; }
          e.partition = partition = String(partition);
          var isNew = !__has(__states, partition);
          var state = isNew ? (__handlers.$init ? __handlers.$init() : {}) : __states[partition];
          if (isNew && __partition && __handlers.$created) { __handlers.$created(state, e); }
          var next = handler(state, e);
          __states[partition] = next === undefined ? state : next;
          return partition;
        }
        function __begin() { if (!__partition) { __states[''] = __handlers.$init ? __handlers.$init() : {}; } }
        function __state(partition) { return __has(__states, partition) ? JSON.stringify(__states[partition]) : null; }
        function __result(partition) {
          if (!__has(__states, partition)) { return null; }
          var result = __states[partition];
          for (var i = 0; i < __transforms.length && result !== null && result !== undefined; i++) { result = __transforms[i](result); }
          return result === undefined ? null : JSON.stringify(result);
        }
        function __count() { return Object.keys(__states).length; }
        function __save() { return JSON.stringify(__states); }
        function __load(saved) { __states = JSON.parse(saved); }
        """;
}
