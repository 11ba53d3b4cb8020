using System.Text.Json;
using Coxswain.Server.Budgets;

namespace Coxswain.Tests.Server.Budgets;

/// <summary>Keeps what it takes, across processes.</summary>
internal sealed class RecordingChannel : IAlertChannel
{
    public List<AlertBody> Taken { get; } = [];

    public bool Refuses { get; set; }

    public bool IsKilled { get; set; }

    public string Name => "webhook";

    public bool IsSetUp { get; set; } = true;

    public Task<ChannelAnswer> SendAsync(AlertNotice notice, CancellationToken cancellationToken)
    {
        if (IsKilled)
        {
            throw new KilledException();
        }

        if (Refuses)
        {
            return Task.FromResult(ChannelAnswer.Failed("answered 503"));
        }

        Taken.Add(JsonSerializer.Deserialize<AlertBody>(notice.Json.Span, JsonSerializerOptions.Web) ?? throw new JsonException("Not an alert."));
        return Task.FromResult(ChannelAnswer.Taken);
    }
}
