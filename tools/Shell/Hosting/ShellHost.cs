using System.Globalization;
using System.Management.Automation.Host;

namespace PSEventSourcing.Shell.Hosting;

/// <summary>What the engine knows of the program it runs in.</summary>
internal sealed class ShellHost : PSHost
{
    /// <summary>What the texts of the engine and the module are written in.</summary>
    public static CultureInfo Language { get; } = CultureInfo.GetCultureInfo("en-US");

    /// <summary>Creates the host.</summary>
    /// <param name="ui">Where its output goes, and its input comes from.</param>
    public ShellHost(PSHostUserInterface ui) => UI = ui;

    /// <summary>What <c>exit</c> was called with; <see langword="null"/> until it is.</summary>
    public int? ExitCode { get; set; }

    /// <inheritdoc/>
    public override string Name => "PSEventSourcing.Shell";

    /// <inheritdoc/>
    public override Version Version => typeof(ShellHost).Assembly.GetName().Version!;

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override PSHostUserInterface UI { get; }

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture => Language;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture => Language;

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    /// <inheritdoc/>
    public override void EnterNestedPrompt() => throw new NotSupportedException("This shell has no nested prompts.");

    /// <inheritdoc/>
    public override void ExitNestedPrompt() => throw new NotSupportedException("This shell has no nested prompts.");

    /// <inheritdoc/>
    public override void NotifyBeginApplication()
    {
    }

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
    }
}
