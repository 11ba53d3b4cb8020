namespace Coxswain.Core.Pricing;

/// <summary>How far a price can be trusted.</summary>
public enum PriceConfidence
{
    /// <summary>Read on a page of the vendor, or checked against it.</summary>
    Published,

    /// <summary>Taken from others' tables only.</summary>
    ThirdParty,

    /// <summary>Written by the user in the overriding file.</summary>
    User,
}
