namespace EventStoreDb.Emulator.Projections;

/// <summary>What a query may call, written in its own language. It takes the query's definition down and runs it.</summary>
internal static class ProjectionPrelude
{
    public const string Script =
        """
        var __source = { all: false, streams: [], links: false, output: false };
        var __handlers = {}, __partition = null, __transforms = [], __states = {};
        function __has(o, key) { return Object.prototype.hasOwnProperty.call(o, key); }
        // What may be called is what makes sense after what was called last.
        var __query = {}, __steps = {
          when: function (handlers) {
            if (__has(handlers, '$initShared')) { throw new Error('$initShared is not known to the emulator'); }
            for (var key in handlers) { if (typeof handlers[key] === 'function') { __handlers[key] = handlers[key]; } }
            return __then('transformBy', 'filterBy', 'outputState', 'outputTo');
          },
          foreachStream: function () { __partition = function (e) { return e.streamId; }; return __then('when'); },
          partitionBy: function (f) { __partition = __function(f, 'partitionBy'); return __then('when'); },
          outputState: function () { __source.output = true; return __then('transformBy', 'filterBy', 'outputTo'); },
          transformBy: function (f) { return __transform(__function(f, 'expected function')); },
          filterBy: function (f) {
            __function(f, 'expected function');
            return __transform(function (s) { return f(s) ? s : null; });
          },
          outputTo: function () { throw new Error('outputTo is not known to the emulator'); }
        };
        function __then() {
          for (var old in __query) { delete __query[old]; }
          for (var i = 0; i < arguments.length; i++) { __query[arguments[i]] = __steps[arguments[i]]; }
          return __query;
        }
        function __function(f, otherwise) { if (typeof f !== 'function') { throw new Error(otherwise); } return f; }
        function __transform(f) {
          __source.output = true;
          __transforms.push(f);
          return __then('transformBy', 'filterBy', 'outputState', 'outputTo');
        }
        function __names(names, otherwise) {
          return names.map(function (name) { if (typeof name !== 'string') { throw new Error(otherwise); } return name; });
        }
        function fromAll() { __source.all = true; return __then('when', 'partitionBy', 'outputState', 'foreachStream'); }
        function fromStream(stream) { return __from(__names([stream], 'stream')); }
        function fromStreams() { return __from(__names(Array.prototype.concat.apply([], arguments), 'streams')); }
        function __from(streams) {
          __source.streams = __source.streams.concat(streams);
          return __then('when', 'partitionBy', 'outputState');
        }
        function fromCategory() {
          var several = arguments.length > 1 || Array.isArray(arguments[0]);
          var categories = __names(Array.prototype.concat.apply([], arguments), several ? 'categories' : 'category');
          __from(categories.map(function (category) { return '$ce-' + category; }));
          return __then('when', 'partitionBy', 'outputState', 'foreachStream');
        }
        var fromCategories = fromCategory;
        function on_event(name, handler) { __handlers[name] = __function(handler, 'eventHandler'); }
        function on_any(handler) { on_event('$any', handler); }
        function options(o) { __source.links = o.$includeLinks === true; }
        function log() { }
        function emit(stream, type, body, metadata) { __emit(stream, type, JSON.stringify(body), true, JSON.stringify(metadata || {})); }
        function linkTo(stream, e, metadata) {
          __emit(stream, '$>', e.sequenceNumber + '@' + e.streamId, false, JSON.stringify(metadata || {}));
        }
        function linkStreamTo(stream, linked, metadata) { __emit(stream, '$@', linked, false, JSON.stringify(metadata || {})); }
        function copyTo(stream, e, metadata) { __emit(stream, e.eventType, e.bodyRaw, e.isJson, JSON.stringify(metadata || {})); }
        function __describe() {
          if (__source.all && __source.streams.length > 0) {
            throw new Error('Both FromAll and specific categories/streams cannot be set');
          }
          if (!__source.all && __source.streams.length === 0) {
            throw new Error('None of streams and categories are included');
          }
          return JSON.stringify(__source);
        }
        function __parse(text) { try { return JSON.parse(text); } catch (e) { return undefined; } }
        // Where no event is named, all are taken in.
        function __takesAll() {
          return Object.keys(__handlers).every(function (key) { return key.charAt(0) === '$' && key !== '$any'; });
        }
        // The partition that has changed, or null; undefined if the event is none of the query's business.
        function __process(e) {
          e.metadata = __parse(e.metadataRaw);
          e.linkMetadata = __parse(e.linkMetadataRaw);
          e.body = e.isJson ? __parse(e.bodyRaw) : undefined;
          e.data = e.body;
          var handler = e.eventType === '$streamDeleted' ? __handlers.$deleted
            : __has(__handlers, e.eventType) ? __handlers[e.eventType] : __handlers.$any;
          if (!handler && __takesAll()) { handler = function () { return e.body; }; }
          if (!handler) { return undefined; }
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
