using PSEventSourcing.Shell;
using PSEventSourcing.Shell.Hosting;
using PSEventSourcing.Shell.Interactive;

using var ui = ShellUI.OfConsole();
using var engine = Engine.Start(ui);
using var cancelKey = new CancelKey(engine);

try
{
    engine.ImportModule();
    return args switch
    {
        ["-c", .. var commands] => engine.RunText(string.Join(' ', commands)),
        [var file, .. var rest] => engine.RunFile(file, rest),
        [] when Console.IsInputRedirected => new CommandReader(engine, Console.In).Run(),
        [] => new Prompt(engine).Run(),
    };
}
catch (FileNotFoundException error)
{
    await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
    return 1;
}
