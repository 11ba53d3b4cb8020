using Coxswain.Core.Telemetry;
using Coxswain.Storage.Sqlite;

namespace Coxswain.Tests.Storage.Sqlite;

/// <summary>
/// A daemon that was killed leaves its newest rows in the write-ahead log. SQLite reads a damaged one up to the damage and says nothing: what is behind it is
/// put back, and what cannot be is told.
/// </summary>
public sealed class StateLogDamageTests
{
    private const int Rows = 12;
    private static readonly bool Full = Environment.GetEnvironmentVariable("COX_FULL") == "1";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Damaged_header_of_the_log_costs_nothing(bool withIndex)
    {
        var files = await KilledAsync(withIndex);
        for (var at = 0; at < StateLog.HeaderBytes; at++)
        {
            var (lines, status) = await OpenAsync(files, log => log[at] ^= 0x10);

            Assert.True(lines.SequenceEqual(Expected), $"byte {at}: {string.Join(' ', lines)}");
            Assert.Single(status.Quarantined);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Damaged_byte_in_the_log_costs_what_was_on_its_page_and_is_told(bool withIndex)
    {
        var files = await KilledAsync(withIndex);
        var pages = (files["-wal"].Length - StateLog.HeaderBytes) / StateLog.FrameBytes;
        var most = 0;
        for (var page = 0; page < pages; page += Full ? 1 : 3)
        {
            var at = StateLog.HeaderBytes + (page * StateLog.FrameBytes) + (page % 2 == 0 ? 4000 : 5);
            var (lines, status) = await OpenAsync(files, log => log[at] ^= 0x10);

            most = Math.Max(most, Rows - lines.Count);
            Assert.True(lines.All(Expected.Contains) && lines.Distinct().Count() == lines.Count, $"page {page}: {string.Join(' ', lines)}");

            // Without the index nobody can tell damage of the very last page from a write that the machine did not finish.
            var isTold = status.Quarantined.Any(static entry => entry.Reason.Contains("write-ahead log", StringComparison.Ordinal));
            var isLast = !withIndex && page >= pages - 2;
            Assert.True(isTold || isLast, $"page {page} is not told; {lines.Count} rows, {status.PendingRows} wait, {status.StoreProblem}; {string.Join(" | ", status.Quarantined.Select(static entry => entry.Reason))}");
            Assert.True(lines.Count == Rows || isLast || status.LostRows is null or > 0, $"page {page}: {lines.Count} rows, {status.LostRows} told as lost");
        }

        Assert.True(most <= Rows / 2, $"{most} rows were lost by one byte.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(200_000)]
    public async Task Log_that_was_cut_is_told(int length)
    {
        var files = await KilledAsync(withIndex: true);
        files["-wal"] = files["-wal"][..length];

        var (_, status) = await OpenAsync(files);

        Assert.Null(status.LostRows);
        Assert.Contains("write-ahead log", Assert.Single(status.Quarantined).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_that_is_gone_is_told()
    {
        var files = await KilledAsync(withIndex: true);
        files.Remove("-wal");

        Assert.Null((await OpenAsync(files)).Status.LostRows);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task State_file_that_is_gone_or_empty_beside_its_store_is_told(bool isEmpty)
    {
        var files = await KilledAsync(withIndex: true);
        await using var bed = OutboxBed.With(isEmpty ? new Dictionary<string, byte[]> { [""] = [], ["-wal"] = files["-wal"] } : new Dictionary<string, byte[]>());
        Directory.CreateDirectory(Path.Combine(bed.Folder.EngineFolder, "store"));

        await bed.OpenAsync();

        Assert.Null(bed.Outbox.ReadStatus().LostRows);
        Assert.Contains("gone or empty", Assert.Single(bed.Outbox.ReadStatus().Quarantined).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sound_log_is_left_as_it_is(bool withIndex)
    {
        var (lines, status) = await OpenAsync(await KilledAsync(withIndex));

        Assert.Equal(Expected, lines);
        Assert.Equal((0L, 0), (status.LostRows, status.Quarantined.Count));
    }

    /// <summary>As after a kill in the middle of a transaction: its pages were never committed.</summary>
    [Fact]
    public async Task Unfinished_transaction_at_the_end_of_the_log_is_no_damage()
    {
        var files = await KilledAsync(withIndex: false);
        files["-wal"] = files["-wal"][..^(StateLog.FrameBytes / 2)];

        Assert.Empty((await OpenAsync(files)).Status.Quarantined);
    }

    private static List<string> Expected => [.. Enumerable.Range(0, Rows).Select(static n => $"row{n}").Order(StringComparer.Ordinal)];

    private static async Task<(List<string> Lines, OutboxStatus Status)> OpenAsync(Dictionary<string, byte[]> files, Action<byte[]>? damage = null)
    {
        var changed = files.ToDictionary(static file => file.Key, static file => (byte[])file.Value.Clone());
        damage?.Invoke(changed["-wal"]);
        await using var bed = OutboxBed.With(changed);
        await bed.OpenAsync();
        await bed.FlushAsync();
        return ([.. bed.Store.Rows("a.1").Select(static row => row.Split(' ')[0]).Order(StringComparer.Ordinal)], bed.Outbox.ReadStatus());
    }

    private static async Task<Dictionary<string, byte[]>> KilledAsync(bool withIndex)
    {
        await using var bed = new OutboxBed();
        await bed.OpenAsync(pump: false);
        for (var n = 0; n < Rows; n++)
        {
            Assert.Equal(WriteOutcome.Durable, await bed.AppendAsync(OutboxBed.Rows("a.1", $"row{n} {new string('x', 20_000)}")));
        }

        return withIndex ? bed.CopyFiles("", "-wal", "-shm") : bed.CopyFiles("", "-wal");
    }
}
