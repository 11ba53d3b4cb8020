using System.Text.Json.Serialization;
using Coxswain.Core.Kernel;

namespace Coxswain.Server.Api.Doctor;

/// <summary>One thing looked at.</summary>
/// <param name="Group"><c>environment</c>, <c>daemon</c>, <c>store</c>, <c>telemetry</c>, <c>prices</c>, <c>transcripts</c>, <c>budgets</c>, <c>gateway</c>, <c>connection</c>, <c>checkpoints</c> or <c>wrapper</c>.</param>
/// <param name="Details">One line each; empty when the summary says all.</param>
public sealed record DoctorCheck(
    string Group,
    string Name,
    [property: JsonConverter(typeof(SpelledState<DoctorStatus>))] DoctorStatus Status,
    string Summary,
    IReadOnlyList<string> Details)
{
    public static DoctorCheck Of(string group, string name, DoctorStatus status, string summary, params IReadOnlyList<string> details)
        => new(group, name, status, summary, details);
}
