using System.Text.Json.Nodes;

namespace EventSourcing.Tests.Wire;

/// <summary>One recorded conversation with a real server.</summary>
public sealed record WireScenario(
    string Name, string Server, bool IsUnsteady, IReadOnlyList<WirePath> Varies, IReadOnlyList<WireCall> Calls)
{
    public static WireScenario Load(string name)
    {
        using var file = File.OpenRead(Path.Combine(WireScenarios.Folder, name + ".json"));
        var json = JsonNode.Parse(file)!.AsObject();
        return new WireScenario(
            json.Text("name"),
            json.Text("server"),
            json.Flag("unsteady"),
            [.. json.Items("varies").Select(path => WirePath.Parse(path!.GetValue<string>()))],
            [.. json.Items("calls").Select((call, index) => WireCall.Parse(index, call!.AsObject()))]);
    }

    /// <summary>Whether what lies at a path was different each time the scenario was recorded.</summary>
    public bool MayVary(string path) => Varies.Any(varying => varying.Covers(path));
}
