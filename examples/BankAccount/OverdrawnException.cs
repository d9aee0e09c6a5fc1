namespace Examples;

public sealed class OverdrawnException(decimal amount, decimal balance)
    : Exception(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{amount} cannot be withdrawn, there is only {balance}."));
