
namespace AccessReview.App.Http;

internal static class Addresses
{
    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";
    public const string SampleSignIn = "/sample/sign-in";
    public const string Callback = "/sign-in/callback";

    /// <summary>The default page when no return path is known.</summary>
    public const string Home = "/";
}
