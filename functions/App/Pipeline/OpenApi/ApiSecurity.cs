using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using Microsoft.OpenApi;

namespace AccessReview.App.Pipeline.OpenApi;

/// <summary>How callers prove who they are, and which of them an endpoint answers.</summary>
internal static class ApiSecurity
{
    private const string Bearer = "bearer";
    private const string Session = "session";

    public static void AddTo(OpenApiDocument document, string cookie)
    {
        document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "An access token of the configured issuer. ID tokens are refused.",
        });
        document.AddComponent<IOpenApiSecurityScheme>(Session, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Cookie,
            Name = cookie,
            Description = "The session of a browser. Requests that change something must come from this site.",
        });
    }

    public static List<OpenApiSecurityRequirement> Of(EndpointRules rules, OpenApiDocument document) => rules.Required is null
        ? []
        :
        [
            new() { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] },
            new() { [new OpenApiSecuritySchemeReference(Session, document)] = [] },
        ];

    /// <summary>One sentence: who may call it.</summary>
    public static string Who(EndpointRules rules)
    {
        if (rules.Required is not { } action)
            return "Anybody may call it.";
        if (OrganizationTable.Allows(action, default))
            return "Everybody who has signed in may call it.";
        var roles = Enum.GetValues<Roles>().Where(role => OrganizationTable.Allows(action, role)).Select(role => $"`{EnumNames.Of(role)}`");
        return $"It requires one of these roles: {string.Join(", ", roles)}.";
    }
}
