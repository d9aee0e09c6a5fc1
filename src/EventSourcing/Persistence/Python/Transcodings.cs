using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventSourcing.Persistence.Python;

internal sealed class UuidTranscoding() : PythonTranscoding<Guid>("uuid_hex")
{
    protected override string Encode(Guid value) => value.ToString("N");

    protected override Guid Decode(string data) => Guid.TryParseExact(data, "N", out var id) ? id : throw new JsonException("The text of a UUID is not 32 hexadecimal digits.");
}

internal sealed class DecimalTranscoding() : PythonTranscoding<decimal>("decimal_str")
{
    protected override string Encode(decimal value) => PythonDecimal.Format(value);

    protected override decimal Decode(string data) => PythonDecimal.Parse(data);
}

internal sealed class DateTimeOffsetTranscoding() : PythonTranscoding<DateTimeOffset>("datetime_iso")
{
    protected override string Encode(DateTimeOffset value) => PythonTime.Format(value);

    protected override DateTimeOffset Decode(string data) => PythonTime.Parse(data);
}

internal sealed class DateTimeTranscoding() : PythonTranscoding<DateTime>("datetime_iso")
{
    protected override string Encode(DateTime value) => PythonTime.Format(value);

    protected override DateTime Decode(string data) => PythonTime.ParseDateTime(data);
}

internal sealed class DoubleConverter : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) =>
        writer.WriteRawValue(PythonFloat.Format(value), skipInputValidation: true);
}

internal sealed class SingleConverter : JsonConverter<float>
{
    public override float Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetSingle();

    public override void Write(Utf8JsonWriter writer, float value, JsonSerializerOptions options) =>
        writer.WriteRawValue(PythonFloat.Format(value), skipInputValidation: true);
}
