using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coxswain.Cli.Output;

internal static class TalkLogging
{
    /// <summary>Sends log lines of at least <paramref name="least"/> to stderr.</summary>
    public static ILoggingBuilder AddTalk(this ILoggingBuilder logging, CommandOutput output, LogLevel least)
    {
        logging.Services.AddSingleton<ILoggerProvider>(new TalkLoggerProvider(output, least));
        return logging;
    }
}
