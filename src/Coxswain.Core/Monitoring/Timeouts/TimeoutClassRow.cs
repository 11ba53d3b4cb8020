using System.Text.Json.Serialization;
using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery.Learning;

namespace Coxswain.Core.Monitoring.Timeouts;

/// <summary>How likely a new call of one model and size is to come too late.</summary>
/// <param name="Calls">Of this model, size and kind.</param>
/// <param name="Cut">Of them, attempts given up because nothing came in time.</param>
/// <param name="DeadlineMs">What the gateway waits for an answer of that kind to begin: learned, or its setting where little is known.</param>
/// <param name="Beginning">Chance of passing that; <see langword="null"/>: nobody told when answers begin.</param>
/// <param name="Whole">Chance of taking longer than two minutes.</param>
public sealed record TimeoutClassRow(string ModelId, [property: JsonConverter(typeof(SpelledState<SizeBucket>))] SizeBucket Size, bool IsStream, long Calls, long Cut, double MedianMs, double P95Ms, double DeadlineMs, PassChance? Beginning, PassChance? Whole);
