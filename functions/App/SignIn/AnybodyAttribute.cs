namespace AccessReview.App.SignIn;

/// <summary>Whoever asks is answered, signed in or not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AnybodyAttribute : Attribute;
