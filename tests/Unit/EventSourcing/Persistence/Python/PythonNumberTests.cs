using System.Globalization;
using CsCheck;
using EventSourcing.Persistence.Python;

namespace EventSourcing.Tests.Persistence.Python;

/// <summary>Numbers as Python 3.11 itself printed them.</summary>
public sealed class PythonNumberTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("0.0")]
    [InlineData("0E-7")]
    [InlineData("0.000000")]
    [InlineData("0.000001")]
    [InlineData("1E-7")]
    [InlineData("1.2E-7")]
    [InlineData("123.4500")]
    [InlineData("-5")]
    [InlineData("1E-21")]
    [InlineData("1.5E-10")]
    [InlineData("99999999999999999999.99")]
    [InlineData("0.00001")]
    [InlineData("7.9228162514264337593543950335")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-1E-28")]
    [InlineData("1.23456789E-8")]
    public void A_decimal_keeps_every_digit(string text) => Assert.Equal(text, PythonDecimal.Format(PythonDecimal.Parse(text)));

    [Theory]
    [InlineData("+1.50", "1.50")]
    [InlineData("1e3", "1000")]
    [InlineData("7.9E+28", "79000000000000000000000000000")]
    [InlineData("0E+40", "0")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("0001.0", "1.0")]
    public void A_decimal_in_another_spelling_keeps_its_value(string text, string same) => Assert.Equal(same, PythonDecimal.Format(PythonDecimal.Parse(text)));

    [Fact]
    public void Every_decimal_survives_with_its_zeros() =>
        Gen.Select(Gen.Int, Gen.Int, Gen.Int, Gen.Bool, Gen.Byte[0, 28]).Sample(parts =>
        {
            var value = new decimal(parts.Item1, parts.Item2, parts.Item3, parts.Item4, parts.Item5);
            Assert.Equal(decimal.GetBits(value), decimal.GetBits(PythonDecimal.Parse(PythonDecimal.Format(value))));
        });

    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1.0, "1.0")]
    [InlineData(1.5, "1.5")]
    [InlineData(100000.0, "100000.0")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(123456789012345678.0, "1.2345678901234568e+17")]
    [InlineData(1e-4, "0.0001")]
    [InlineData(1e-5, "1e-05")]
    [InlineData(1.5e-7, "1.5e-07")]
    [InlineData(1e300, "1e+300")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(double.MaxValue, "1.7976931348623157e+308")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(0.1, "0.1")]
    [InlineData(1234567.125, "1234567.125")]
    [InlineData(9007199254740993.0, "9007199254740992.0")]
    [InlineData(123e20, "1.23e+22")]
    public void A_float_is_laid_out_as_in_Python(double value, string text) => Assert.Equal(text, PythonFloat.Format(value));

    [Fact]
    public void Every_float_survives() =>
        Gen.Double.Where(double.IsFinite).Sample(value =>
            Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(double.Parse(PythonFloat.Format(value), CultureInfo.InvariantCulture))));
}
