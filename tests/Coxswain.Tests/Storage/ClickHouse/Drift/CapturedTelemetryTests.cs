using Coxswain.Core.Kernel;
using Coxswain.Core.Telemetry.Drift;
using Coxswain.Core.Telemetry;
using Coxswain.Otlp;
using Coxswain.Server.Api.Doctor;
using Coxswain.Storage.ClickHouse.Drift;
using Coxswain.Storage.ClickHouse.Rows;
using Coxswain.Testing;
using Coxswain.Tests.Engine;
using Coxswain.Tests.Otlp;
using Coxswain.Tests.Storage.ClickHouse.Usage;

namespace Coxswain.Tests.Storage.ClickHouse.Drift;

/// <summary>Everything the real client was seen to send, through decoder and tables: it lands in a typed column, or doctor lists it.</summary>
public sealed class CapturedTelemetryTests(SharedEngine engine)
{
    private static readonly TimeRange AllTime = new(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Every_captured_event_and_attribute_lands_in_its_typed_column_or_is_listed()
    {
        await using var store = await TestStore.MigratedAsync(engine);
        await IngestAsync(store);
        var catalog = TelemetryCatalog.Shipped();

        var observed = await new ClickHouseDriftStore(store.Client).ReadObservedAsync(AllTime, TestStore.Cancel);
        var findings = new DriftPolicy(catalog).Compare(observed);

        Assert.True(observed.Count(static one => one.Attribute.Length == 0) >= 15, "the captures hold more kinds of records than that");
        Assert.DoesNotContain(findings, static one => one.Kind is DriftKind.NewName or DriftKind.NewAttribute or DriftKind.Missing);
        var listed = findings.Select(static one => (one.Name, one.Attribute)).ToHashSet();
        var empty = new List<string>();
        foreach (var (name, attribute) in observed.Where(static one => one.Attribute.Length > 0).Select(static one => (one.Name, one.Attribute)).Distinct())
        {
            if (!listed.Contains((name, attribute)) && !await HoldsAsync(store, ColumnOf(catalog, name, attribute), attribute))
            {
                empty.Add($"{name}: {attribute}");
            }
        }

        // Every captured prompt is "<REDACTED>", a placeholder the typed column leaves out on purpose.
        Assert.Equal(["user_prompt: prompt"], empty);
    }

    [Fact]
    public async Task A_newer_clients_events_and_attributes_are_listed_under_its_version()
    {
        await using var store = await TestStore.MigratedAsync(engine);
        var origin = new TelemetryOrigin { ServiceName = "claude-code", ResourceAttributes = [new("service.version", "9.9.9")] };
        var log = new LogRecord(origin, 1_795_331_399_274_000_000, "", "", 0, "", 0, "claude_code.moon_landing", "", [new("event.name", "moon_landing")]);
        var batch = new TelemetryBatch
        {
            Logs = [log, log with { Body = "claude_code.at_mention", Attributes = [new("event.name", "at_mention"), new("moon.phase", "full")] }],
        };
        await store.InsertAsync(TelemetryRows.Encode(batch));

        var findings = new DriftPolicy(TelemetryCatalog.Shipped()).Compare(
            await new ClickHouseDriftStore(store.Client).ReadObservedAsync(AllTime, TestStore.Cancel));

        Assert.Equal(
        [
            new DriftFinding("9.9.9", DriftKind.NewAttribute, false, "at_mention", "moon.phase", 1),
            new DriftFinding("9.9.9", DriftKind.NewName, false, "moon_landing", "", 1),
        ],
        findings);
    }

    [Fact]
    public async Task Sources_of_requests_are_told_apart()
    {
        await using var store = await TestStore.MigratedAsync(engine);
        await IngestAsync(store);
        var drift = new ClickHouseDriftStore(store.Client);

        var sources = await drift.ReadSourcesAsync(AllTime, TestStore.Cancel);

        var version = Assert.Single(sources);
        Assert.Equal("2.1.330", version.Version);
        Assert.Equal((version.Requests, 0L, 0L), (version.OtlpOnly, version.Both, version.RepairedByTranscript));
        Assert.True(version.Requests > 0);
        Assert.Empty(await drift.ReadSourceFieldsAsync(AllTime, TestStore.Cancel));
        Assert.Empty(await drift.ReadTranscriptGapsAsync(TestStore.Cancel));
    }

    [Fact]
    public async Task Requests_without_an_id_are_counted_apart()
    {
        await using var store = await TestStore.MigratedAsync(engine);
        await store.InsertAsync(TelemetryRows.Encode(new TelemetryBatch { Logs = [UsageStoreRoom.Event("a", 1), UsageStoreRoom.Event("", 1)] }), "1");

        var sources = Assert.Single(await new ClickHouseDriftStore(store.Client).ReadSourcesAsync(AllTime, TestStore.Cancel));

        Assert.Equal((1L, 1L, 1L), (sources.Requests, sources.OtlpOnly, sources.WithoutId));
        Assert.Equal(
            ["1 more request without a request id: from which source, and whether both tell of it, cannot be matched"],
            Assert.Single(TelemetryChecks.Sources([sources], [], 0)).Details);
    }

    private static async Task IngestAsync(TestStore store)
    {
        foreach (var (signal, name) in new[] { (OtlpSignal.Logs, "logs"), (OtlpSignal.Metrics, "metrics") })
        {
            foreach (var (encoding, extension) in new[] { (OtlpEncoding.Json, "json"), (OtlpEncoding.Protobuf, "pb") })
            {
                foreach (var path in Captures.Bodies(name, extension))
                {
                    var body = await File.ReadAllBytesAsync(path, TestStore.Cancel);
                    var decoded = OtlpDecoder.Decode(signal, encoding, body, new OtlpOptions(), Decoding.Received);
                    Assert.Equal(0, decoded.Rejected);
                    await store.InsertAsync(TelemetryRows.Encode(decoded.Batch), path);
                }
            }
        }
    }

    private static string ColumnOf(TelemetryCatalog catalog, string name, string attribute)
    {
        var entry = catalog.Events.Concat(catalog.Metrics).First(one => one.Name == name);
        return entry.Attributes.Concat(catalog.Shared).First(one => one.Name == attribute).Column!;
    }

    private static async Task<bool> HoldsAsync(TestStore store, string tableAndColumn, string attribute)
    {
        var (table, column) = (tableAndColumn.Split('.')[0], tableAndColumn.Split('.')[1]);
        var filled = column == "attributes" ? $"mapContains(attributes, '{attribute}')" : $"ifNull(toString({column}), '') != ''";
        return (await store.QueryAsync($"SELECT count() > 0 FROM {table} WHERE {filled}"))[0] is "1" or "true" or "True";
    }
}
