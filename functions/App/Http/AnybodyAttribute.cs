namespace AccessReview.App.Http;

/// <summary>Whoever asks is answered, signed in or not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AnybodyAttribute : Attribute
{
    /// <summary>Others' servers send POSTs here and prove themselves in another way; else only our own pages may.</summary>
    public bool FromElsewhere { get; init; }
}
