using Microsoft.Extensions.Logging;

namespace Coxswain.Cli.Output;

/// <summary>Log lines as talk: time, level, message, and an exception's type and message. No stack traces below Debug.</summary>
internal sealed class TalkLoggerProvider(CommandOutput output, LogLevel least) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new TalkLogger(output, least);

    public void Dispose()
    {
    }

    private sealed class TalkLogger(CommandOutput output, LogLevel least) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                var cause = exception is null ? "" : least <= LogLevel.Debug ? $"\n{exception}" : TerminalText.Clean($" ({exception.GetType().Name}: {exception.Message})");
                output.SayWhole($"{TimeProvider.System.GetUtcNow():HH:mm:ss} {Word(logLevel)} {TerminalText.Clean(formatter(state, exception))}{cause}");
            }
        }

        private static string Word(LogLevel level) => level switch
        {
            LogLevel.Trace => "trace",
            LogLevel.Debug => "debug",
            LogLevel.Information => "info ",
            LogLevel.Warning => "warn ",
            LogLevel.Error => "error",
            _ => "fatal",
        };
    }
}
