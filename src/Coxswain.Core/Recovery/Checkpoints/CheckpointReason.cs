namespace Coxswain.Core.Recovery.Checkpoints;

/// <summary>Why a checkpoint was made.</summary>
public enum CheckpointReason
{
    /// <summary>A prompt was given.</summary>
    Prompt,

    /// <summary>The client finished its turn.</summary>
    Stop,

    /// <summary>Files were about to be restored: this one undoes that.</summary>
    BeforeRestore,
}
