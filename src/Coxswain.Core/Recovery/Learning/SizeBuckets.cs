namespace Coxswain.Core.Recovery.Learning;

/// <summary>Which bucket a prompt falls into.</summary>
public static class SizeBuckets
{
    public static SizeBucket Of(long tokens) => tokens switch { <= 8_000 => SizeBucket.Small, <= 50_000 => SizeBucket.Medium, <= 200_000 => SizeBucket.Large, _ => SizeBucket.Huge };
}
