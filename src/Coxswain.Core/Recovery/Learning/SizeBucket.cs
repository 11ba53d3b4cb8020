namespace Coxswain.Core.Recovery.Learning;

/// <summary>How long a prompt is, as far as strategies differ by it.</summary>
public enum SizeBucket
{
    /// <summary>Up to 8,000 tokens.</summary>
    Small,

    /// <summary>Up to 50,000.</summary>
    Medium,

    /// <summary>Up to 200,000, the smaller context window.</summary>
    Large,
    Huge,
}
