using Coxswain.Core.Telemetry.Damage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coxswain.Server.Hosting;

/// <summary>Logs at a daemon's start what status and doctor tell: damage that nobody has acknowledged yet.</summary>
internal sealed partial class DamageTelling(IDamageLog damage, ILogger<DamageTelling> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var record in damage.ReadOpen())
        {
            Log.Open(logger, DamageText.Of(record));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(3110, LogLevel.Warning, "Damage: {Damage}")]
        public static partial void Open(ILogger logger, string damage);
    }
}
