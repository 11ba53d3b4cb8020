namespace Coxswain.Core.Sessions.Reading;

/// <summary>The words of a <c>usage</c> object that change its price; slices of the whole line.</summary>
internal readonly record struct UsageWords(JsonSlice Speed, JsonSlice ServiceTier, JsonSlice InferenceGeo);
