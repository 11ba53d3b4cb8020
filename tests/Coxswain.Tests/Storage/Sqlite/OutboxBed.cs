using System.Text;
using Coxswain.Core.Kernel;
using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry;
using Coxswain.Storage;
using Coxswain.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Tests.Storage.Sqlite;

/// <summary>An outbox in a temporary folder over a recording store; can be closed and opened again on the same files.</summary>
internal sealed class OutboxBed : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static int _beds;
    private OutboxPump? _pump;
    private QuarantineFolder? _quarantine;

    public OutboxBed(string? root = null)
    {
        Folder = new DataFolder(root ?? Path.Combine(Path.GetTempPath(), $"cox-outbox-{Environment.ProcessId}-{Interlocked.Increment(ref _beds)}"));
    }

    public DataFolder Folder { get; }

    public OutboxOptions Options { get; } = new()
    {
        FreeDiskReserveBytes = 0,
        CoalesceDelay = TimeSpan.Zero,
        InsertInterval = TimeSpan.Zero,
        RetryBaseDelay = TimeSpan.FromMilliseconds(1),
        RetryMaxDelay = TimeSpan.FromMilliseconds(2),
    };

    public RecordingStore Store { get; set; } = new();

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public StateWriter Writer { get; private set; } = null!;

    public OutboxReader Reader { get; private set; } = null!;

    public IOutbox Outbox => _pump ?? throw new InvalidOperationException("The pump does not run.");

    public static RowBlock Rows(string shape, params IEnumerable<string> rows)
    {
        var lines = rows.ToList();
        return new RowBlock(shape, lines.Count, Encoding.UTF8.GetBytes(string.Concat(lines.Select(static line => line + "\n"))));
    }

    /// <summary>One that finds these files, named by what they end with: "", "-wal", "-shm".</summary>
    public static OutboxBed With(IReadOnlyDictionary<string, byte[]> files)
    {
        var bed = new OutboxBed();
        Directory.CreateDirectory(bed.Folder.Root);
        foreach (var (suffix, content) in files)
        {
            File.WriteAllBytes(bed.Folder.StateFile + suffix, content);
        }

        return bed;
    }

    /// <summary>The state file's bytes and its companions' as they are now, as a process that is killed leaves them.</summary>
    public Dictionary<string, byte[]> CopyFiles(params string[] suffixes) =>
        suffixes.Where(suffix => File.Exists(Folder.StateFile + suffix)).ToDictionary(static suffix => suffix, suffix => ReadShared(Folder.StateFile + suffix));

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }

    public async Task<OutboxBed> OpenAsync(bool pump = true)
    {
        Counters = new OutboxCounters();
        _quarantine = new QuarantineFolder(Folder, Clock);
        var file = new StateFile(Folder, new StateSalvage(Folder, _quarantine, Clock, NullLogger<StateSalvage>.Instance));
        var state = new StateSessionState(Options, Counters, new FreeDisk(Folder), Clock);
        Writer = new StateWriter(file, state, Options, NullLogger<StateWriter>.Instance);
        Reader = new OutboxReader(file);
        await Writer.StartingAsync(TestContext.Current.CancellationToken);
        if (pump)
        {
            await StartPumpAsync();
        }

        return this;
    }

    public async Task StartPumpAsync()
    {
        var shipper = new BatchShipper(
            Writer, Reader, new PatientInserts(Store, Counters, Options, Clock, NullLogger<PatientInserts>.Instance),
            new BatchQuarantine(Writer, _quarantine!, Clock, NullLogger<BatchQuarantine>.Instance));
        _pump = new OutboxPump(Writer, Reader, shipper, Counters, Options, Clock, NullLogger<OutboxPump>.Instance);
        await _pump.StartAsync(TestContext.Current.CancellationToken);
    }

    public OutboxCounters Counters { get; private set; } = new();

    public Task<WriteOutcome> AppendAsync(RowBlock block, UInt128? hash = null, TranscriptCursor? cursor = null) =>
        Writer.AppendAsync(new RowAppend([block], hash, cursor)).WaitAsync(Patience);

    public async Task<IReadOnlyList<TranscriptCursor>> ReadCursorsAsync() =>
        (await new CursorMemory(Writer, NullLogger<CursorMemory>.Instance).LoadAsync().WaitAsync(Patience)).Cursors;

    public Task FlushAsync() => Outbox.FlushAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);

    public async Task CloseAsync()
    {
        if (_pump is not null)
        {
            await _pump.StopAsync(CancellationToken.None).WaitAsync(Patience);
            _pump.Dispose();
            _pump = null;
        }

        await Writer.StoppedAsync(CancellationToken.None).WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(Folder.Root, recursive: true);
    }
}
