using System.ComponentModel.DataAnnotations;

namespace Coxswain.Core.Recovery.Checkpoints;

/// <summary>What <c>session-checkpoint</c> keeps, and how far it goes to bring a session back.</summary>
public sealed class CheckpointOptions
{
    public const string Section = "Coxswain:Checkpoints";

    /// <summary>Checkpoints kept of one session; the oldest go first.</summary>
    [Range(1, 10_000)]
    public int MostPerSession { get; set; } = 50;

    /// <summary>Older checkpoints go, and with them their refs.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan LongestAge { get; set; } = TimeSpan.FromDays(14);

    /// <summary>A changed or new file of more bytes is left out of a checkpoint, and told.</summary>
    [Range(1L, 1L << 32)]
    public long LargestFileBytes { get; set; } = 8 << 20;

    /// <summary>Of changed and new files the largest are left out until the rest have at most so many bytes.</summary>
    [Range(1L, 1L << 36)]
    public long LargestTotalBytes { get; set; } = 32 << 20;

    /// <summary>A checkpoint is made while the client waits: when git takes longer, it is kept without the files.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan GitTime { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Times one session is resumed after failures of the API; 0: never.</summary>
    [Range(0, 100)]
    public int ResumesPerSession { get; set; } = 2;

    /// <summary>Times sessions are resumed within 24 hours, all together.</summary>
    [Range(0, 1000)]
    public int ResumesPerDay { get; set; } = 10;

    /// <summary>Wait before the first resume of a session; it doubles with each further one.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ResumeWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A session that failed longer ago is let be.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan ResumeWithin { get; set; } = TimeSpan.FromHours(12);

    /// <summary>A resumed session that runs longer is ended.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "24:00:00")]
    public TimeSpan LongestResume { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How often sessions that failed are looked over.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LookInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What a resumed session is told.</summary>
    [Required]
    public string ResumeText { get; set; } = "The API failed before you could answer. It works again: look at what was done, and continue where you stopped.";
}
