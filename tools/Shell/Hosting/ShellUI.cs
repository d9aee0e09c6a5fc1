using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace PSEventSourcing.Shell.Hosting;

/// <summary>Writes what the engine has to say as lines: output to one writer, errors and warnings to another.</summary>
internal sealed class ShellUI : PSHostUserInterface, IDisposable
{
    private readonly TextReader _in;
    private readonly TextWriter _out;
    private readonly TextWriter _err;
    private bool _outputIsErrors;

    /// <summary>Creates it on writers of the caller's.</summary>
    public ShellUI(TextReader input, TextWriter output, TextWriter errors, Func<Size>? size = null, bool colors = false)
    {
        // The engine writes from more than one thread.
        (_in, _out, _err) = (input, TextWriter.Synchronized(output), TextWriter.Synchronized(errors));
        RawUI = new ShellRawUI(size ?? (() => Screen.Unknown));
        SupportsVirtualTerminal = colors;
    }

    /// <inheritdoc/>
    public override PSHostRawUserInterface RawUI { get; }

    /// <inheritdoc/>
    public override bool SupportsVirtualTerminal { get; }

    /// <summary>On the console of the process. Colours and the width of the window only where a person looks at it.</summary>
    public static ShellUI OfConsole() => Console.IsOutputRedirected
        ? new ShellUI(Console.In, Console.Out, Console.Error)
        : new ShellUI(Console.In, Console.Out, Console.Error, () => Screen.Size, colors: true);

    private TextWriter Output => _outputIsErrors ? _err : _out;

    /// <summary>Does something whose output belongs with the errors.</summary>
    public void WhileOutputIsErrors(Action work)
    {
        _outputIsErrors = true;
        try
        {
            work();
        }
        finally
        {
            _outputIsErrors = false;
        }
    }

    /// <inheritdoc/>
    public override void Write(string value) => Output.Write(Rendered(value));

    /// <inheritdoc/>
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Output.Write(Rendered(value));

    /// <inheritdoc/>
    public override void WriteLine(string value) => Output.WriteLine(Rendered(value));

    /// <inheritdoc/>
    public override void WriteErrorLine(string value) => _err.WriteLine(Rendered(value));

    /// <inheritdoc/>
    public override void WriteWarningLine(string message) => _err.WriteLine(Rendered("WARNING: " + message));

    /// <inheritdoc/>
    public override void WriteVerboseLine(string message) => _err.WriteLine(Rendered("VERBOSE: " + message));

    /// <inheritdoc/>
    public override void WriteDebugLine(string message) => _err.WriteLine(Rendered("DEBUG: " + message));

    /// <summary>Progress is for screens that can be painted on.</summary>
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    /// <inheritdoc/>
    public override string ReadLine() => _in.ReadLine() ?? "";

    /// <inheritdoc/>
    public override SecureString ReadLineAsSecureString()
    {
        var secret = new SecureString();
        if (Console.IsInputRedirected)
        {
            foreach (var letter in ReadLine())
                secret.AppendChar(letter);
            return secret;
        }

        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace && secret.Length > 0)
                secret.RemoveAt(secret.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                secret.AppendChar(key.KeyChar);
        }

        _out.WriteLine();
        return secret;
    }

    /// <inheritdoc/>
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        WriteHeading(caption, message);
        var answers = new Dictionary<string, PSObject>(StringComparer.Ordinal);
        foreach (var field in descriptions)
        {
            _out.Write(field.Name + ": ");
            answers[field.Name] = PSObject.AsPSObject(field.ParameterTypeName == nameof(SecureString) ? ReadLineAsSecureString() : ReadLine());
        }

        return answers;
    }

    /// <inheritdoc/>
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        WriteHeading(caption, message);
        var labels = choices.Select(choice => choice.Label.Replace("&", "", StringComparison.Ordinal)).ToList();
        while (true)
        {
            _out.Write(string.Join("  ", labels) + $" (default is \"{labels[Math.Max(defaultChoice, 0)]}\"): ");
            var answer = _in.ReadLine();
            if (string.IsNullOrEmpty(answer))
                return Math.Max(defaultChoice, 0);
            if (labels.FindIndex(label => label.StartsWith(answer, StringComparison.OrdinalIgnoreCase)) is >= 0 and var chosen)
                return chosen;
        }
    }

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName)
    {
        WriteHeading(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            _out.Write("User: ");
            userName = ReadLine();
        }

        _out.Write($"Password for user {userName}: ");
        return new PSCredential(userName, ReadLineAsSecureString());
    }

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        PromptForCredential(caption, message, userName, targetName);

    /// <summary>Writes what is still to be written.</summary>
    public void Dispose()
    {
        _out.Flush();
        _err.Flush();
    }

    /// <summary>Without colours, where nobody would see them as colours.</summary>
    private string Rendered(string text) => GetOutputString(text, SupportsVirtualTerminal);

    private void WriteHeading(string caption, string message)
    {
        foreach (var line in new[] { caption, message }.Where(line => !string.IsNullOrEmpty(line)))
            _out.WriteLine(line);
    }
}
