namespace Coxswain.Testing.Upstream.Simulation.Plans;

/// <summary>What a plan may decide by.</summary>
/// <param name="Number">Of the Messages call, from 1, in order of arrival.</param>
/// <param name="BodyHash">SHA-256 of the body, hexadecimal.</param>
/// <param name="Occurrence">How often this very body has come, from 1: 2 is a first retry.</param>
/// <param name="Model">Empty when the body names none.</param>
/// <param name="Tokens"><see langword="null"/> when the request has an error and was not counted.</param>
/// <param name="Headers">Names in lower case; of keys a hash only.</param>
public sealed record SimulatedRequest(
    int Number, string BodyHash, int Occurrence, string Model, bool Stream, long? Tokens, IReadOnlyDictionary<string, string> Headers);
