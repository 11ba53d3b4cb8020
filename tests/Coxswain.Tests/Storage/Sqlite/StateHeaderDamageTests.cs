using Coxswain.Core.Telemetry;
using Coxswain.Server.Hosting;
using Coxswain.Storage.Sqlite;
using Coxswain.Testing.Processes;
using Microsoft.Data.Sqlite;

namespace Coxswain.Tests.Storage.Sqlite;

/// <summary>Every row can be read whatever happened to the header: it says nothing that the rest of the file, or a new file, does not say too.</summary>
public sealed class StateHeaderDamageTests
{
    private const int HeaderBytes = 108;
    private const int WriteVersionAt = 18;
    private const int PageCountAt = 31;
    private const int SchemaFormatAt = 47;
    private const int VersionAt = 63;
    private static readonly bool Full = Environment.GetEnvironmentVariable("COX_FULL") == "1";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Any_damaged_byte_of_the_header_costs_nothing(bool killed)
    {
        var files = await FillAsync(killed);
        var wrong = new List<string>();
        for (var at = 0; at < HeaderBytes; at++)
        {
            foreach (var changed in Changes(files[""][at], at))
            {
                if (await TryAsync(files, at, [changed]) is { } problem)
                {
                    wrong.Add($"byte {at}, {files[""][at]:x2} to {changed:x2}: {problem}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Any_damaged_stretch_of_the_header_costs_nothing()
    {
        var files = await FillAsync(killed: false);
        var wrong = new List<string>();
        for (var seed = 0; seed < (Full ? 500 : 40); seed++)
        {
            var random = new Random(seed);
            var at = random.Next(HeaderBytes - 1);
            var garbage = new byte[random.Next(2, HeaderBytes - at + 1)];
            random.NextBytes(garbage);
            if (await TryAsync(files, at, garbage) is { } problem)
            {
                wrong.Add($"seed {seed}, {garbage.Length} bytes at {at}: {problem}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData(WriteVersionAt, 0xFF)]
    [InlineData(SchemaFormatAt, 0xFF)]
    [InlineData(VersionAt, 0)]
    [InlineData(VersionAt, 1)]
    [InlineData(VersionAt, 77)]
    [InlineData(VersionAt, 0xFF)]
    public async Task File_with_a_damaged_header_is_set_aside_by_name(int at, int value)
    {
        var files = await FillAsync(killed: false);
        await using var bed = Bed(files, at, [(byte)value]);

        await bed.OpenAsync();

        var entry = Assert.Single(bed.Outbox.ReadStatus().Quarantined);
        Assert.Equal((QuarantineKind.DamagedFile, 0L), (entry.Kind, entry.Rows));
        Assert.True(File.Exists(entry.Path), entry.Path);
    }

    [Fact]
    public async Task Large_file_that_counts_too_few_pages_is_set_aside_before_new_rows_overwrite_old_ones()
    {
        var files = await FillAsync(killed: false, rows: 70, rowBytes: 1 << 20);

        Assert.Null(await TryAsync(files, PageCountAt - 1, [0, 20], rows: 70));
    }

    [Fact]
    public async Task File_that_is_truly_read_only_is_told_as_such_and_not_set_aside()
    {
        using var disk = SmallDisk.TryMount(4);
        Assert.SkipWhen(disk is null, "Needs a file system of its own: root on Linux.");
        var bed = new OutboxBed(disk.Path);
        await bed.OpenAsync(pump: false);
        await bed.CloseAsync();
        disk.MakeReadOnly();

        var problem = await Assert.ThrowsAsync<SqliteException>(() => bed.OpenAsync(pump: false));

        Assert.StartsWith($"{bed.Folder.StateFile} cannot be", FolderAccess.Explain(bed.Folder, problem)?.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(bed.Folder.QuarantineFolder));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(0xFF, true)]
    public async Task Refused_write_is_damage_only_where_the_header_forbids_it(int version, bool isDamage)
    {
        const int ReadOnly = 8;
        await using var bed = Bed(await FillAsync(killed: false), WriteVersionAt, [(byte)version]);

        Assert.Equal(isDamage, StateFailure.IsDamageAtOpening(new SqliteException("said", ReadOnly), bed.Folder.StateFile));
        Assert.False(StateFailure.IsDamageAtOpening(new SqliteException("said", ReadOnly), bed.Folder.StateFile + ".none"));
        await bed.OpenAsync(pump: false);
    }

    [Fact]
    public async Task Known_schema_is_what_a_new_file_has()
    {
        await using var bed = await new OutboxBed().OpenAsync(pump: false);
        await bed.CloseAsync();
        using var session = StateSession.OpenReader(bed.Folder.StateFile);

        Assert.Equal(StateSql.Migrations.Count, StateSchema.VersionOf(session));
    }

    private static byte[] Changes(byte sound, int at)
        => [0xFF, .. Full ? Enumerable.Range(0, 8).Select(bit => (byte)(sound ^ (1 << bit))) : [(byte)(sound ^ (1 << (at % 8)))]];

    private static async Task<string?> TryAsync(Dictionary<string, byte[]> files, int at, byte[] garbage, int rows = 4)
    {
        await using var bed = Bed(files, at, garbage);
        try
        {
            await bed.OpenAsync();
            var written = await bed.AppendAsync(OutboxBed.Rows("a.1", "new x"));
            await bed.FlushAsync();
            var lines = bed.Store.Rows("a.1").Select(static row => row.Split(' ')[0]).ToList();
            var status = bed.Outbox.ReadStatus();
            string[] expected = [.. Enumerable.Range(0, rows).Select(static n => $"row{n}"), "new"];
            return written == WriteOutcome.Durable && lines.Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal)) && status.LostRows == 0 && status.Quarantined.All(static entry => File.Exists(entry.Path))
                ? null
                : $"{written}, {string.Join(' ', lines)}; {string.Join("; ", status.Quarantined.Select(static entry => entry.Reason))}";
        }
        catch (Exception problem)
        {
            return $"{problem.GetType().Name}: {problem.Message}";
        }
    }

    private static OutboxBed Bed(Dictionary<string, byte[]> files, int at, byte[] garbage)
    {
        var bed = OutboxBed.With(files);
        using var file = new FileStream(bed.Folder.StateFile, FileMode.Open, FileAccess.Write);
        file.Position = at;
        file.Write(garbage);
        return bed;
    }

    /// <summary>The state file's bytes by what its name ends with; when killed, the newest rows are in the log only.</summary>
    private static async Task<Dictionary<string, byte[]>> FillAsync(bool killed, int rows = 4, int rowBytes = 20_000)
    {
        await using var bed = new OutboxBed();
        await bed.OpenAsync(pump: false);
        for (var n = 0; n < rows; n++)
        {
            if (killed && n == rows / 2)
            {
                await bed.CloseAsync();
                await bed.OpenAsync(pump: false);
            }

            Assert.Equal(WriteOutcome.Durable, await bed.AppendAsync(OutboxBed.Rows("a.1", $"row{n} {new string('x', rowBytes)}")));
        }

        if (!killed)
        {
            await bed.CloseAsync();
        }

        return bed.CopyFiles("", "-wal");
    }
}
