namespace Coxswain.Core.Budgets.Recommending.Recorded;

/// <summary>An edit that was made, as hashes: of the path, of the text before and after.</summary>
public readonly record struct EditTrace(ulong File, ulong Before, ulong After)
{
    /// <summary>Whether it takes the other one back.</summary>
    public bool Undoes(EditTrace other) => File == other.File && Before == other.After && After == other.Before && Before != After;
}
