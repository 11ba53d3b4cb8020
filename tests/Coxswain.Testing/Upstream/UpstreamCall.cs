namespace Coxswain.Testing.Upstream;

/// <summary>A Messages call the scripted upstream got. Keys are left out of the headers.</summary>
public sealed record UpstreamCall(int Number, string Model, bool Stream, UpstreamStep Step, IReadOnlyDictionary<string, string> Headers);
