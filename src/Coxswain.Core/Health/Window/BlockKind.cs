namespace Coxswain.Core.Health.Window;

/// <summary>What a block of the context window is.</summary>
public enum BlockKind
{
    /// <summary>What a person said.</summary>
    Prompt,

    /// <summary>What the client tells the model by itself: reminders, output of its own commands.</summary>
    Reminder,

    /// <summary>The summary that a compaction left.</summary>
    Summary,

    /// <summary>Text or thinking of the model.</summary>
    Answer,

    ToolCall,

    ToolResult,
}
