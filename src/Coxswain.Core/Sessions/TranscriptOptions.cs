using System.ComponentModel.DataAnnotations;

namespace Coxswain.Core.Sessions;

public sealed class TranscriptOptions
{
    public const string Section = "Coxswain:Transcripts";

    /// <summary>Claude Code's configuration folders, comma-separated, <c>~</c> allowed; empty: none. The server fills in <c>~/.claude</c> and <c>~/.config/claude</c> of the user. Folders that do not exist (yet) are fine.</summary>
    public string Folders { get; set; } = "";

    /// <summary>Read transcripts while the daemon runs, and follow them live.</summary>
    public bool Follow { get; set; } = true;

    /// <summary>Keep the text of prompts; otherwise only their length.</summary>
    public bool KeepPromptText { get; set; }

    /// <summary>How often everything is looked over although the file system reported nothing: it can lose events.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan RescanInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a burst of changes is let settle before it is read.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromMilliseconds(200);
}
