namespace AccessReview.App.Http;

/// <summary>The endpoint answers everybody, signed in or not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AnybodyAttribute : Attribute
{
    /// <summary>True: other servers POST here and authenticate in another way. False: only our own pages may POST.</summary>
    public bool FromElsewhere { get; init; }

    /// <summary>True: a bearer token is not a user's, and the endpoint itself validates it.</summary>
    public bool ChecksToken { get; init; }
}
