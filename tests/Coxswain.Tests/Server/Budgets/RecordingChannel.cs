using Coxswain.Core.Budgets.Alerts;
using Coxswain.Server.Budgets;

namespace Coxswain.Tests.Server.Budgets;

/// <summary>Keeps what it takes, across processes.</summary>
internal sealed class RecordingChannel : IAlertChannel
{
    public List<AlertMessage> Taken { get; } = [];

    public bool Refuses { get; set; }

    public bool IsKilled { get; set; }

    public string Name => "webhook";

    public bool IsSetUp { get; set; } = true;

    public Task<ChannelAnswer> SendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        if (IsKilled)
        {
            throw new KilledException();
        }

        if (Refuses)
        {
            return Task.FromResult(ChannelAnswer.Failed("answered 503"));
        }

        Taken.Add(message);
        return Task.FromResult(ChannelAnswer.Taken);
    }
}
