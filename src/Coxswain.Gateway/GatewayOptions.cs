using System.ComponentModel.DataAnnotations;
using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Strategies;

namespace Coxswain.Gateway;

/// <summary>Where calls of the Messages API go, and how a connection there is made.</summary>
public sealed class GatewayOptions
{
    public const string Section = "Coxswain:Gateway";

    /// <summary>Base address of the Anthropic API or of a further gateway before it; its path, if it has one, comes before the path called. Calls carry their own keys, so it holds none.</summary>
    [RegularExpression("^https?://[^\\s?#/@]+(/[^\\s?#]*)?$", ErrorMessage = "gateway.upstream must be an http or https address without a user, a password or a query, such as https://api.anthropic.com.")]
    public string Upstream { get; set; } = "https://api.anthropic.com";

    /// <summary>PEM file with certificates to trust besides the system's, as a proxy that looks into TLS needs; empty: none.</summary>
    public string CaFile { get; set; } = "";

    /// <summary>How long a new connection to the upstream may take, TLS included.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = "gateway.connectTimeout must lie between 00:00:01 and 00:05:00.")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What is done for Claude Code, which compacts and retries by itself, when a call fails: Off, Transparent or Full.</summary>
    public RecoveryMode ClaudeCode { get; set; } = RecoveryMode.Transparent;

    /// <summary>The same for every other client.</summary>
    public RecoveryMode OtherClients { get; set; } = RecoveryMode.Full;

    /// <summary>The same request is sent again until one call had so many attempts, the first included. Another model, a shorter prompt and parts come besides, each once.</summary>
    [Range(1, 20, ErrorMessage = "gateway.mostAttempts must lie between 1 and 20.")]
    public int MostAttempts { get; set; } = 8;

    /// <summary>No further attempt of a call begins later than this after it came.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "gateway.recoveryTime must lie between 00:00:01 and 00:10:00.")]
    public TimeSpan RecoveryTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest wait before a second attempt; it doubles with each further one, up to <see cref="LongestWait"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00", ErrorMessage = "gateway.firstWait must lie between 00:00:00.010 and 00:01:00.")]
    public TimeSpan FirstWait { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>An upstream that asks for a longer wait than this is not waited for: the client hears of it at once.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = "gateway.longestWait must lie between 00:00:01 and 00:05:00.")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The longest time until a streamed answer's content begins; shorter once it is known how long a model takes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "gateway.firstContent must lie between 00:00:01 and 00:10:00.")]
    public TimeSpan FirstContent { get; set; } = LearnedDeadlines.StreamPrior;

    /// <summary>The longest time until an answer that is no stream is there; shorter once it is known how long a model takes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "gateway.wholeAnswer must lie between 00:00:01 and 01:00:00.")]
    public TimeSpan WholeAnswer { get; set; } = LearnedDeadlines.WholePrior;

    /// <summary>A stream that had begun and then says nothing for so long, not even a ping, has stalled.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "gateway.stall must lie between 00:00:01 and 00:10:00.")]
    public TimeSpan Stall { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Models a call may be switched to, best first, comma separated; empty: the next smaller of its family's time, as the capability file has it.</summary>
    public string SwitchTargets { get; set; } = "";

    /// <summary>Of a prompt whose answer did not come, what token reduction leaves out at least.</summary>
    [Range(0.05, 0.9, ErrorMessage = "gateway.reductionFraction must lie between 0.05 and 0.9.")]
    public double ReductionFraction { get; set; } = TokenReduction.DefaultFraction;

    /// <summary>Keep the last failed requests of each session on this machine, so that they can be sent again.</summary>
    public bool Journal { get; set; } = true;

    /// <summary>Bytes of failed requests kept at most; older ones make room.</summary>
    [Range(0L, 4L << 30, ErrorMessage = "gateway.journalBytes must lie between 0 and 4294967296.")]
    public long JournalBytes { get; set; } = 64L << 20;

    /// <summary>Days after which a failed request is deleted.</summary>
    [Range(1, 365, ErrorMessage = "gateway.journalDays must lie between 1 and 365.")]
    public int JournalDays { get; set; } = 7;

    /// <summary>Bytes of requests kept at a time so that they can be sent again; a call that finds no room is sent once.</summary>
    [Range(0L, 4L << 30, ErrorMessage = "gateway.heldBytes must lie between 0 and 4294967296.")]
    public long HeldBytes { get; set; } = 96L << 20;
}
