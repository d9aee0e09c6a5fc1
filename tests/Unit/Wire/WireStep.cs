using System.Globalization;
using System.Text.RegularExpressions;

namespace EventSourcing.Tests.Wire;

/// <summary>One step of a call, in the order in which things happened.</summary>
/// <param name="Number">Of the request, the response or the other call; or how many milliseconds nothing came.</param>
public sealed partial record WireStep(WireStepKind Kind, int Number, string Text)
{
    public static WireStep Parse(string text)
    {
        var number = Numbers().Matches(text) is [.., var last] ? int.Parse(last.Value, CultureInfo.InvariantCulture) : 0;
        var kind = Numbers().Replace(text, "#") switch
        {
            "send #" => WireStepKind.Send,
            "recv #" => WireStepKind.Receive,
            "half-close" => WireStepKind.HalfClose,
            "status" or "end without grpc-status" => WireStepKind.End,
            "nothing for # ms" => WireStepKind.Nothing,
            "cancel" => WireStepKind.Cancel,
            "call # begins" => WireStepKind.CallBegins,
            "call # ends" => WireStepKind.CallEnds,
            "server stops" => WireStepKind.ServerStops,
            "leader killed" => WireStepKind.LeaderKilled,
            "connection closed" => WireStepKind.ConnectionClosed,
            "client stops reading (window of #,# bytes) before call #, reads on here" => WireStepKind.StopsReading,
            _ => WireStepKind.Unknown,
        };
        return new WireStep(kind, number, text);
    }

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Numbers();
}
