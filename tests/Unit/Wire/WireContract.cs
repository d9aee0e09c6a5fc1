using System.Reflection;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace EventSourcing.Tests.Wire;

/// <summary>
/// The messages of the wire as an assembly has compiled them, found by reflection, so that recorded json and bytes
/// can be turned into each other.
/// </summary>
public sealed class WireContract
{
    private readonly Dictionary<string, MethodDescriptor> _methods;
    private readonly JsonFormatter _formatter;
    private readonly JsonParser _parser;

    public WireContract(Assembly compiled)
    {
        var files = compiled.GetTypes()
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<FileDescriptor>()
            .ToList();
        _methods = files.SelectMany(file => file.Services)
            .SelectMany(service => service.Methods)
            .ToDictionary(method => $"{method.Service.FullName}/{method.Name}");
        var types = TypeRegistry.FromFiles(files);
        _formatter = new JsonFormatter(new JsonFormatter.Settings(false, types).WithPreserveProtoFieldNames(true));
        _parser = new JsonParser(new JsonParser.Settings(32, types));
    }

    public byte[] RequestBytes(string rpc, JsonNode request) =>
        _parser.Parse(request.ToJsonString(), _methods[rpc].InputType).ToByteArray();

    public JsonNode RequestJson(string rpc, ReadOnlySpan<byte> request) =>
        JsonNode.Parse(_formatter.Format(_methods[rpc].InputType.Parser.ParseFrom(request)))!;

    public byte[] ResponseBytes(string rpc, JsonNode response) =>
        _parser.Parse(response.ToJsonString(), _methods[rpc].OutputType).ToByteArray();

    public JsonNode ResponseJson(string rpc, ReadOnlySpan<byte> response) =>
        JsonNode.Parse(_formatter.Format(_methods[rpc].OutputType.Parser.ParseFrom(response)))!;
}
