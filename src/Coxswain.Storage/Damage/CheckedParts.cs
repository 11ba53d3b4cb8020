namespace Coxswain.Storage.Damage;

/// <summary>What a check of parts found.</summary>
/// <param name="Unreadable">The machine is at fault, not the part: it stays where it is.</param>
internal readonly record struct CheckedParts(int Sound, int SetAside, int Unreadable)
{
    /// <summary>Parts that were looked at.</summary>
    public int Count => Sound + SetAside + Unreadable;
}
