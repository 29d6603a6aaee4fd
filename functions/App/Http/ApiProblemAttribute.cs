namespace AccessReview.App.Http;

/// <summary>Problems of an endpoint's own rules, for the OpenAPI document. Those that its other attributes imply are added.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="codes">The stable codes.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ApiProblemAttribute(int status, params string[] codes) : Attribute
{
    public int Status { get; } = status;

    public IReadOnlyList<string> Codes { get; } = codes;
}
