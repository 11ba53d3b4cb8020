namespace Coxswain.Core.Usage.Caching;

/// <param name="Reason">One of <see cref="CacheUntold"/>, in small letters with underscores.</param>
public sealed record CacheUntoldRow(string Reason, long Turns);
