using System.Globalization;
using System.Text.Json.Nodes;
using AccessReview.App.Campaigns;
using AccessReview.App.CampaignTemplates;
using AccessReview.App.Http;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace AccessReview.App.Pipeline.OpenApi;

/// <summary>The problem responses of an endpoint, one for each status. Each names its codes.</summary>
internal sealed class ApiProblems(OpenApiDocument document)
{
    /// <summary>The codes of a response, for programs.</summary>
    public const string CodesExtension = "x-problem-codes";

    private const string ContentType = "application/problem+json";
    private const string Name = "Problem";

    private IOpenApiSchema? _problem;

    public IEnumerable<(int Status, OpenApiResponse Response)> Of(HttpEndpoint endpoint, ApiSchemas schemas) =>
        from problem in ProblemCodes.Of(endpoint)
        group problem.Code by problem.Status into codes
        orderby codes.Key
        select (codes.Key, Response(endpoint, codes.Key, [.. codes.Distinct().Order(StringComparer.Ordinal)], schemas));

    public static string PhraseOf(int status) => $"{ReasonPhrases.GetReasonPhrase(status)}.";

    private OpenApiResponse Response(HttpEndpoint endpoint, int status, IReadOnlyList<string> codes, ApiSchemas schemas)
    {
        var text = status.ToString(CultureInfo.InvariantCulture);
        var response = new OpenApiResponse
        {
            Description = $"{PhraseOf(status)} Codes: {Quoted(codes)}.",
            Headers = ApiHeaders.OfProblem(status, document),
            Content = new Dictionary<string, IOpenApiMediaType>
            {
                [ContentType] = new OpenApiMediaType
                {
                    Schema = _problem ??= schemas.Add(Name, Schema(schemas)),
                    Example = ApiExamples.Find(endpoint.Name, text),
                },
            },
        };
        response.AddExtension(CodesExtension, new JsonNodeExtension(new JsonArray([.. codes.Select(code => (JsonNode)code)])));
        // A part that is down is said in the report itself.
        if (status == 503 && endpoint.Api is { AnswersIfDown: true, Answers: { } report })
            response.Content["application/json"] = new OpenApiMediaType { Schema = schemas.Of(report, Json.Out) };
        return response;
    }

    private static OpenApiSchema Schema(ApiSchemas schemas) => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Why the request was refused (RFC 9457).",
        Required = new HashSet<string> { "type", "title", "status", "code", "requestId" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("Always `about:blank`: the code tells problems apart."),
            ["title"] = Text("What happened, for people, in the caller's language."),
            ["status"] = PlainSchemas.Whole("The HTTP status."),
            ["detail"] = Text("What applies to this request, for people."),
            ["code"] = Text($"A stable code for programs. New ones can be added. The codes: {Quoted(ProblemCodes.All)}."),
            ["requestId"] = Text("The id of this request. Quote it to your administrator."),
            ["eTag"] = Text("The ETag of the current version (`changed_meanwhile`)."),
            ["version"] = PlainSchemas.Whole("The task's current version (`changed_meanwhile`).", "int64"),
            ["state"] = schemas.Of(typeof(ReviewState), Json.Out),
            ["step"] = PlainSchemas.Whole("The task's current step."),
            ["generation"] = PlainSchemas.Whole("The task's current set of assignees."),
            ["outcome"] = schemas.Of(typeof(Outcome), Json.Out),
            ["decidedBy"] = schemas.Of(typeof(UserId), Json.Out),
            ["decision"] = schemas.Of(typeof(Decision), Json.Out),
            ["decidedAt"] = schemas.Of(typeof(DateTimeOffset), Json.Out),
            ["task"] = schemas.Of(typeof(TaskId), Json.Out),
            ["number"] = PlainSchemas.Whole("The number of that task (`already_open`)."),
            ["campaignState"] = schemas.Of(typeof(CampaignState), Json.Out),
            ["undecided"] = PlainSchemas.Whole("The number of the caller's items that are not decided (`undecided_items`)."),
            ["changedBy"] = schemas.Of(typeof(UserId), Json.Out),
            ["changedAt"] = schemas.Of(typeof(DateTimeOffset), Json.Out),
            ["apps"] = schemas.Of(typeof(IReadOnlyList<AppFreshnessView>), Json.Out),
            ["faults"] = schemas.Of(typeof(IReadOnlyList<TemplateFault>), Json.Out),
            ["field"] = Text("The member of the request that is wrong."),
        },
    };

    private static OpenApiSchema Text(string description) => PlainSchemas.Text(description);

    private static string Quoted(IEnumerable<string> codes) => string.Join(", ", codes.Select(code => $"`{code}`"));
}
