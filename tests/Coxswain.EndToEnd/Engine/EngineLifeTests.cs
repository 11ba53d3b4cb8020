using System.Diagnostics;
using System.Globalization;
using Coxswain.Testing.Engines;

namespace Coxswain.EndToEnd.Engine;

/// <summary>How the engine's process starts, ends and dies.</summary>
public sealed class EngineLifeTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "cox-" + Guid.NewGuid().ToString("N")[..12]);

    [Fact]
    public async Task Term_signal_ends_it_in_order_and_its_rows_stay()
    {
        await using (var engine = await EngineProcess.StartAsync(_folder))
        {
            await engine.QueryAsync("CREATE TABLE t (a UInt64) ENGINE = MergeTree ORDER BY a");
            await engine.QueryAsync("INSERT INTO t VALUES (1), (2)");

            Assert.Equal(0, await engine.StopAsync());
            Assert.False(File.Exists(engine.SocketPath));
        }

        await using var again = await EngineProcess.StartAsync(_folder);
        Assert.Equal("2", await again.QueryAsync("SELECT count() FROM t"));
    }

    [Fact]
    public async Task Kill_during_an_insert_keeps_every_answered_row_and_the_folder_opens_again()
    {
        var answered = 0;
        await using (var engine = await EngineProcess.StartAsync(_folder))
        {
            await engine.QueryAsync("CREATE TABLE t (a UInt64) ENGINE = MergeTree ORDER BY a");
            var inserting = InsertUntilItFailsAsync(engine, count => Volatile.Write(ref answered, count));
            while (Volatile.Read(ref answered) < 5)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
            }

            await engine.KillAsync();
            await inserting;
        }

        await using var again = await EngineProcess.StartAsync(_folder);
        var blocks = int.Parse(await again.QueryAsync("SELECT uniqExact(a) FROM t"), CultureInfo.InvariantCulture);
        var rows = int.Parse(await again.QueryAsync("SELECT count() FROM t"), CultureInfo.InvariantCulture);
        Assert.InRange(blocks, answered, answered + 1);
        Assert.Equal(blocks * 1000, rows);
    }

    [Fact]
    public async Task Block_inserted_before_a_kill_is_recognised_after_it()
    {
        await using (var engine = await EngineProcess.StartAsync(_folder))
        {
            await engine.QueryAsync("CREATE TABLE t (a UInt64) ENGINE = MergeTree ORDER BY a");
            await engine.QueryAsync("INSERT INTO t VALUES (1)", "insert_deduplication_token=x");
            await engine.KillAsync();
        }

        await using var again = await EngineProcess.StartAsync(_folder);
        await again.QueryAsync("INSERT INTO t VALUES (1)", "insert_deduplication_token=x");
        Assert.Equal("1", await again.QueryAsync("SELECT count() FROM t"));
    }

    [Fact]
    public async Task Held_folder_is_refused_and_the_holder_named()
    {
        await using var first = await EngineProcess.StartAsync(_folder);

        var (exitCode, errors) = await EngineProcess.RunToEndAsync(_folder);

        Assert.Equal(1, exitCode);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"held by process {first.Id} (cox)"), errors, StringComparison.Ordinal);
        Assert.Equal("1", await first.QueryAsync("SELECT 1"));
    }

    [Fact]
    public async Task Engine_ends_when_its_parent_is_killed()
    {
        using var parent = Process.Start("sleep", ["600"]);
        await using var engine = await EngineProcess.StartAsync(
            _folder, null, "--parent-pid", parent.Id.ToString(CultureInfo.InvariantCulture));

        parent.Kill();
        await parent.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, await engine.WaitForExitAsync());
    }

    [Fact]
    public async Task Engine_ends_when_its_standard_input_does()
    {
        await using var engine = await EngineProcess.StartAsync(_folder, null, "--end-with-input");

        engine.EndInput();

        Assert.Equal(0, await engine.WaitForExitAsync());
    }

    [Fact]
    public async Task Times_are_utc_wherever_the_machine_is()
    {
        await using var engine = await EngineProcess.StartAsync(_folder, new Dictionary<string, string> { ["TZ"] = "Asia/Tokyo" });

        Assert.Equal("UTC\t1970-01-01 00:00:00", await engine.QueryAsync("SELECT timezone(), toString(toDateTime(0))"));
    }

    [Fact]
    public async Task Idle_engine_is_small()
    {
        await using var engine = await EngineProcess.StartAsync(_folder);

        using var process = Process.GetProcessById(engine.Id);
        Assert.InRange(process.WorkingSet64, 1, 250L << 20);
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static async Task InsertUntilItFailsAsync(EngineProcess engine, Action<int> answered)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                var rows = string.Create(CultureInfo.InvariantCulture, $"INSERT INTO t FORMAT TSV\n{string.Join('\n', Enumerable.Repeat(i, 1000))}");
                await engine.QueryAsync(rows, "insert_deduplication_token=" + i.ToString(CultureInfo.InvariantCulture));
            }
            catch (HttpRequestException)
            {
                return;
            }

            answered(i + 1);
        }
    }
}
