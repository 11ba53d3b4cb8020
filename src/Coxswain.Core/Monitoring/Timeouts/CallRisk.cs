using System.Text.Json.Serialization;
using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery.Learning;

namespace Coxswain.Core.Monitoring.Timeouts;

/// <summary>How likely a call that is under way is to come too late.</summary>
/// <param name="SessionId">Empty: its client names none.</param>
/// <param name="ModelId">Normalised, as it was sent.</param>
/// <param name="PromptTokens">About, by its bytes; <see langword="null"/>: its length is not known, so that it counts as of the largest class.</param>
/// <param name="Attempt">Counted from 1. Times are those of this attempt.</param>
/// <param name="HasBegun">Its answer has begun.</param>
/// <param name="DeadlineMs">When the gateway gives this attempt up if its answer has not begun; <see langword="null"/>: never, as recovery is off.</param>
/// <param name="Beginning">Chance of passing that deadline; <see langword="null"/>: there is none, the answer has begun, or nothing is known of like calls.</param>
/// <param name="Whole">Chance of taking longer than two minutes; <see langword="null"/>: it has already, or nothing is known of like calls that lasted as long.</param>
public sealed record CallRisk(
    string CallId, string SessionId, string ModelId, long? PromptTokens, [property: JsonConverter(typeof(SpelledState<SizeBucket>))] SizeBucket Size, bool IsStream, int Attempt, DateTimeOffset Begun, double LastedMs, bool HasBegun, double? DeadlineMs, PassChance? Beginning, PassChance? Whole)
{
    /// <summary>It has taken longer than two minutes already.</summary>
    public bool IsPast { get; init; }
}
