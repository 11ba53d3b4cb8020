using System.Text.Json.Serialization;
using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Resuming;

namespace Coxswain.Cli.Commands.Checkpoints;

/// <param name="Class"><see langword="null"/>: nothing says what failed.</param>
/// <param name="Action">What auto-recovery does about it next.</param>
/// <param name="Reason">Why; in its own words.</param>
internal sealed record FailedSessionRow(
    string SessionId,
    DateTimeOffset FailedUtc,
    [property: JsonConverter(typeof(SpelledState<FailureClass>))] FailureClass? Class,
    [property: JsonConverter(typeof(SpelledState<ResumeAction>))] ResumeAction Action,
    string Reason,
    IReadOnlyList<ResumeRow> Resumes);
