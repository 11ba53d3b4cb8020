using Coxswain.Core.Kernel;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Telemetry.Damage;
using Coxswain.Storage.Damage;
using Coxswain.Storage.Sqlite;
using Coxswain.Testing.Processes;
using Coxswain.Tests.Server.Security;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Storage.Damage;

public sealed class DamageLogTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _home = new();
    private readonly FakeTimeProvider _clock = new(Now);

    private DataFolder Folder => new(_home.Path);

    private static DamageRecord Record { get; } = new("engine:/q/a", Now, "table otel_logs", null, 12_345, "/q/a", "it does\nnot open.", "Check the disk.");

    [Fact]
    public void Damage_is_told_after_a_restart_in_one_sentence()
    {
        Open().Add(Record);

        var told = Assert.Single(Open().ReadOpen());

        Assert.Equal(Record, told);
        Assert.Equal(
            "2026-11-23 04:00:00 UTC: table otel_logs was set aside, an unknown number of rows may be missing. Kept (12,345 bytes) in /q/a. Reason: it does not open. Check the disk.",
            DamageText.Of(told));
    }

    [Fact]
    public void Rows_of_a_known_day_and_what_is_gone_are_told_so()
    {
        var gone = Record with { Rows = 1, Bytes = null, Place = "", Happened = "is gone", Period = "2026-11-22" };
        Open().Add(gone);

        Assert.Equal(gone, Assert.Single(Open().ReadOpen()));
        Assert.Equal(
            "2026-11-23 04:00:00 UTC: table otel_logs is gone, 1 row of 2026-11-22 may be missing. Reason: it does not open. Check the disk.", DamageText.Of(gone));
    }

    [Fact]
    public void Damage_noted_by_an_older_version_was_set_aside()
    {
        Directory.CreateDirectory(Folder.QuarantineFolder);
        File.WriteAllText(
            Path.Combine(Folder.QuarantineFolder, "damage.json"),
            """{"records":[{"id":"a","time":"2026-11-23T03:00:00+00:00","what":"table x","rows":null,"bytes":5,"place":"/q/a","reason":"r","toDo":"d","isReadAgain":false}],"acknowledged":[]}""");

        Assert.Contains("table x was set aside, an unknown number of rows may be missing. Kept (5 bytes) in /q/a.", DamageText.Of(Assert.Single(Open().ReadOpen())), StringComparison.Ordinal);
    }

    [Fact]
    public void Same_damage_is_noted_and_logged_once()
    {
        using var lines = new LogLines();
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(lines));
        var log = Open(logging);

        log.Add(Record);
        log.Add(Record with { Time = Now.AddDays(1) });

        Assert.Single(log.ReadOpen());
        Assert.Single(lines.Lines, static line => line.Contains("Damage: 2026-11-23", StringComparison.Ordinal));
    }

    [Fact]
    public void Acknowledged_damage_is_told_no_more_but_new_damage_is()
    {
        var log = Open();
        log.Add(Record);

        Assert.Equal(1, log.Acknowledge());
        Assert.Equal(0, log.Acknowledge());
        log.Add(Record with { Id = "engine:/q/b" });

        Assert.Equal("engine:/q/b", Assert.Single(Open().ReadOpen()).Id);
    }

    [Fact]
    public void Damage_nobody_acknowledges_is_told_for_ninety_days()
    {
        var log = Open();
        log.Add(Record);

        _clock.Advance(TimeSpan.FromDays(90) - TimeSpan.FromMinutes(1));
        Assert.Single(log.ReadOpen());
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Empty(log.ReadOpen());
    }

    [Fact]
    public void Rows_the_state_file_set_aside_are_part_of_the_account()
    {
        var place = Path.Combine(Folder.QuarantineFolder, "otel_logs.rows");
        Directory.CreateDirectory(Folder.QuarantineFolder);
        File.WriteAllText(place, "12345");
        using (var session = StateFile.OpenSound(Folder.StateFile))
        {
            QuarantineLog.Add(session, Now, new QuarantinedRows(Now, QuarantineKind.Rejected, "otel_logs.1", 7, "error 27", place));
            QuarantineLog.Add(session, Now, new QuarantinedRows(Now, QuarantineKind.DamagedFile, "", null, "the integrity check failed", Folder.StateFile));
        }

        var texts = Open().ReadOpen().Select(DamageText.Of).ToArray();

        Assert.Contains(texts, text => text.Contains($"a block of rows that the store refused, for otel_logs, was set aside, 7 rows may be missing. Kept (5 bytes) in {place}.", StringComparison.Ordinal));
        Assert.Contains(texts, static text => text.Contains("the state file was set aside, an unknown number of rows may be missing.", StringComparison.Ordinal));
        Assert.Equal(2, Open().Acknowledge());
        Assert.Empty(Open().ReadOpen());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void Broken_list_is_started_anew(string text)
    {
        Directory.CreateDirectory(Folder.QuarantineFolder);
        File.WriteAllText(Path.Combine(Folder.QuarantineFolder, "damage.json"), text);

        Open().Add(Record);

        Assert.Single(Open().ReadOpen());
    }

    public void Dispose() => _home.Dispose();

    private DamageLog Open(ILoggerFactory? logging = null)
    {
        var salvage = new StateSalvage(Folder, new QuarantineFolder(Folder, _clock), _clock, NullLogger<StateSalvage>.Instance);
        return new DamageLog(Folder, new OutboxReader(new StateFile(Folder, salvage)), _clock, (logging ?? NullLoggerFactory.Instance).CreateLogger<DamageLog>());
    }
}
