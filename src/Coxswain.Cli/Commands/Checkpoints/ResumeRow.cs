using System.Text.Json.Serialization;
using Coxswain.Core.Recovery.Resuming;
using Coxswain.Server.Api;

namespace Coxswain.Cli.Commands.Checkpoints;

/// <inheritdoc cref="ResumeAttempt"/>
internal sealed record ResumeRow(DateTimeOffset StartedUtc, DateTimeOffset? EndedUtc, [property: JsonConverter(typeof(SpelledState<ResumeOutcome>))] ResumeOutcome? Outcome)
{
    public static ResumeRow Of(ResumeAttempt one) => new(one.StartedUtc, one.EndedUtc, one.Outcome);
}
