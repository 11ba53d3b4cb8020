namespace Coxswain.Core.Usage;

/// <summary>What one row of a usage report stands for.</summary>
public enum UsageGrouping
{
    /// <summary>A calendar day of the asker's time zone.</summary>
    Daily,

    /// <summary>A week of the asker's time zone; it starts on Monday (ISO 8601).</summary>
    Weekly,

    /// <summary>A calendar month of the asker's time zone.</summary>
    Monthly,

    /// <summary>A session of Claude Code.</summary>
    Session,

    /// <summary>A window of five hours, see <see cref="UsageBlocks"/>.</summary>
    Blocks,

    /// <summary>A model, by its normalised id.</summary>
    Model,

    /// <summary>A working directory.</summary>
    Project,

    /// <summary>A branch of a project.</summary>
    Branch,

    /// <summary>A subagent by its type, or <c>main</c>, <c>subagent</c> (unnamed), <c>auxiliary</c>.</summary>
    Agent,
}
