using System.Globalization;
using Coxswain.Core.Telemetry.Drift;

namespace Coxswain.Server.Api.Doctor;

/// <summary>What clients send against what this build knows, and what each source lacks.</summary>
internal static class TelemetryChecks
{
    private const string Group = "telemetry";

    public static IReadOnlyList<DoctorCheck> Drift(TelemetryCatalog catalog, IReadOnlyList<ObservedField> observed)
    {
        if (observed.Count == 0)
        {
            return [DoctorCheck.Of(Group, "client versions", DoctorStatus.Note, "No telemetry of Claude Code in this time.")];
        }

        var findings = new DriftPolicy(catalog).Compare(observed).ToLookup(static one => one.Version, StringComparer.Ordinal);
        return
        [
            .. observed.Where(static one => one.Attribute.Length == 0).GroupBy(static one => one.Version, StringComparer.Ordinal)
                .Select(version => OfVersion(catalog, version.Key, version.Sum(static one => one.Records), [.. findings[version.Key]])),
        ];
    }

    /// <param name="gatewayOnly">Requests that are in none of <paramref name="sources"/>.</param>
    public static IReadOnlyList<DoctorCheck> Sources(IReadOnlyList<SourceDrift> sources, IReadOnlyList<SourceField> fields, long gatewayOnly)
    {
        var checks = sources.Select(OfSource).ToList();
        if (gatewayOnly > 0)
        {
            checks.Add(DoctorCheck.Of(
                Group, "sources gateway", DoctorStatus.Ok, $"{DoctorText.Things(gatewayOnly, "request")} from the gateway only: of clients without telemetry, and attempts whose answer no client saw."));
        }

        var oneSided = fields.Where(static one => one.OtlpFilled == 0 != (one.TranscriptFilled == 0)).ToList();
        if (oneSided.Count > 0)
        {
            checks.Add(DoctorCheck.Of(
                Group, "fields", DoctorStatus.Note, $"{oneSided.Count} fields come from one source only.",
                [.. oneSided.Select(static one => one.OtlpFilled > 0
                    ? Text($"{one.Field}: only OTLP ({one.OtlpFilled} of {DoctorText.Things(one.Requests, "request")})")
                    : Text($"{one.Field}: only transcripts ({one.TranscriptFilled} of {DoctorText.Things(one.Requests, "request")})"))]));
        }

        return checks.Count > 0 ? checks : [DoctorCheck.Of(Group, "sources", DoctorStatus.Note, "No requests in this time.")];
    }

    public static DoctorCheck Hooks(HookArrivals arrived) => arrived.Newest is { } newest
        ? DoctorCheck.Of(Group, "hooks", DoctorStatus.Ok, Text($"{arrived.Events} hook events, the newest at {newest:yyyy-MM-dd HH:mm:ss} UTC."))
        : DoctorCheck.Of(Group, "hooks", DoctorStatus.Note, "No hook events in this time; cox connect --hooks makes Claude Code send them.");

    private static DoctorCheck OfVersion(TelemetryCatalog catalog, string version, long records, IReadOnlyList<DriftFinding> findings)
    {
        var name = "client " + Named(version);
        var unknown = findings.Count(static one => one.Kind is DriftKind.NewName or DriftKind.NewAttribute);
        var missing = findings.Count(static one => one.Kind == DriftKind.Missing);
        var status = unknown + missing > 0 ? DoctorStatus.Warning : findings.Count > 0 ? DoctorStatus.Note : DoctorStatus.Ok;
        var summary = findings.Count == 0
            ? Text($"{records} records, all as known on {catalog.Published:yyyy-MM-dd} (client {catalog.ClientVersion}).")
            : Text($"{records} records; against the list of {catalog.Published:yyyy-MM-dd} (client {catalog.ClientVersion}): {unknown} new, {missing} missing, {findings.Count - unknown - missing} without a typed column.");
        return DoctorCheck.Of(Group, name, status, summary, [.. findings.Select(Line)]);
    }

    private static string Line(DriftFinding one)
    {
        var what = one.IsMetric ? "metric" : "event";
        return one.Kind switch
        {
            DriftKind.NewName => Text($"new {what} {one.Name} ({one.Records} records); kept with all its attributes"),
            DriftKind.NewAttribute => Text($"new attribute {one.Attribute} of {what} {one.Name} ({one.Records} records); kept in the raw row"),
            DriftKind.RawOnly => Text($"attribute {one.Attribute} of {what} {one.Name} ({one.Records} records) has no typed column; kept in the raw row"),
            _ => Text($"{what} {one.Name} lacks attribute {one.Attribute} in {one.Records} records"),
        };
    }

    private static DoctorCheck OfSource(SourceDrift one)
    {
        var details = new List<string>();
        if (one.RepairedByTranscript > 0)
        {
            details.Add(Text($"{DoctorText.Things(one.RepairedByTranscript, "request")} missing in OTLP {(one.RepairedByTranscript == 1 ? "was" : "were")} filled from transcripts"));
        }

        if (one.RepairedByOtlp > 0)
        {
            details.Add(Text($"{DoctorText.Things(one.RepairedByOtlp, "request")} missing in transcripts {(one.RepairedByOtlp == 1 ? "was" : "were")} filled from OTLP"));
        }

        if (one.WithoutId > 0)
        {
            details.Add($"{DoctorText.Things(one.WithoutId, "more request")} without a request id: from which source, and whether both tell of it, cannot be matched");
        }

        return DoctorCheck.Of(
            Group, "sources " + Named(one.Version), details.Count > 0 ? DoctorStatus.Note : DoctorStatus.Ok,
            Text($"{DoctorText.Things(one.Requests, "request")}: {one.Both} from both sources, {one.OtlpOnly} from OTLP only, {one.TranscriptOnly} from transcripts only."),
            details);
    }

    private static string Named(string version) => version.Length == 0 ? "of unknown version" : version;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
