using System.ComponentModel.DataAnnotations;

namespace Coxswain.Storage.Sqlite;

/// <summary>Limits and pace of the outbox.</summary>
public sealed class OutboxOptions
{
    public const string Section = "Coxswain:Outbox";

    /// <summary>Encoded bytes that may wait for the store; beyond it senders are told to come back later.</summary>
    [Range(1L << 20, 1L << 44)]
    public long MaxBytes { get; set; } = 4L << 30;

    /// <summary>Disk space left to everything else: below it nothing more is accepted.</summary>
    [Range(0L, 1L << 44)]
    public long FreeDiskReserveBytes { get; set; } = 256L << 20;

    /// <summary>Encoded bytes that may wait in memory for the next commit; beyond it senders are told to come back later.</summary>
    [Range(1L << 20, 1L << 32)]
    public long MaxQueuedBytes { get; set; } = 128L << 20;

    /// <summary>Bytes of one transaction; a single larger request still gets one of its own.</summary>
    [Range(1L << 16, 1L << 30)]
    public long MaxTransactionBytes { get; set; } = 16L << 20;

    /// <summary>Blocks of one shape are combined into state file rows up to this size.</summary>
    [Range(1 << 12, 1 << 28)]
    public int MaxRowBytes { get; set; } = 4 << 20;

    /// <summary>How long a request body is remembered, so that its resend is kept once.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "7.00:00:00")]
    public TimeSpan ResendWindow { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How many request bodies are remembered at most; about 40 bytes of memory each.</summary>
    [Range(1_000, 50_000_000)]
    public int ResendCount { get; set; } = 500_000;

    /// <summary>How long the first row waits for company before an insert.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan CoalesceDelay { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>From an insert of <see cref="FewRows"/> to the next one at least, unless more than that has gathered or somebody waits for it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan InsertInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Up to so many rows an insert costs the store mostly what an insert of one row costs it.</summary>
    [Range(0, 10_000_000)]
    public int FewRows { get; set; } = 20_000;

    /// <summary>Rows of one insert at most, give or take one state file row.</summary>
    [Range(1, 10_000_000)]
    public int BatchRows { get; set; } = 200_000;

    /// <summary>Bytes of one insert at most, give or take one state file row.</summary>
    [Range(1L, 1L << 30)]
    public long BatchBytes { get; set; } = 32L << 20;

    /// <summary>Upper end of the first pause after the store was away; doubles from there.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RetryBaseDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest pause between two attempts.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan RetryMaxDelay { get; set; } = TimeSpan.FromSeconds(10);
}
