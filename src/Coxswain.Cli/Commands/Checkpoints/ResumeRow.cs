using System.Text.Json.Serialization;
using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery.Resuming;

namespace Coxswain.Cli.Commands.Checkpoints;

/// <inheritdoc cref="ResumeAttempt"/>
internal sealed record ResumeRow(DateTimeOffset StartedUtc, DateTimeOffset? EndedUtc, [property: JsonConverter(typeof(SpelledState<ResumeOutcome>))] ResumeOutcome? Outcome)
{
    public static ResumeRow Of(ResumeAttempt one) => new(one.StartedUtc, one.EndedUtc, one.Outcome);
}
