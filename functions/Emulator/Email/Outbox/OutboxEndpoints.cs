using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AccessReview.Emulator.Email.Outbox;

/// <summary>The endpoints to read mails. The host allows them only from this machine (LocalOnly).</summary>
internal static class OutboxEndpoints
{
    public const string Path = "/emulator/outbox";
    public const string ApiPath = "/emulator/api/outbox";
    public const string RefusingPath = Path + "/refusing";
    private const string RefusingApiPath = ApiPath + "/refusing";
    private const int MaxOnPage = 200;
    private const int MaxInAnswer = 1000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void MapOutbox(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, List);
        endpoints.MapGet(Path + "/style.css", () => Results.Text(OutboxStyle.Css, "text/css", Encoding.UTF8));
        endpoints.MapGet(Path + "/{number:long}", Read);
        endpoints.MapGet(Path + "/{number:long}/html", ReadHtml);
        endpoints.MapGet(Path + "/{number:long}/eml", Download);
        endpoints.MapGet(ApiPath, ListForPrograms);
        endpoints.MapDelete(ApiPath, ClearAsync);
        endpoints.MapPost(RefusingPath, ChangeRefusingAsync);
        endpoints.MapGet(RefusingApiPath, (EmailEngine engine) => Results.Json(engine.Refusing(), Json));
        endpoints.MapPut(RefusingApiPath + "/{address}", (EmailEngine engine, string address) => SetRefusingAsync(engine, address, isRefusing: true));
        endpoints.MapDelete(RefusingApiPath + "/{address}", (EmailEngine engine, string address) => SetRefusingAsync(engine, address, isRefusing: false));
    }

    private static IResult List(HttpContext http, EmailEngine engine, string? to) =>
        OutboxFrame.Of(http, "Outbox", OutboxPages.List(engine.Newest(to?.Trim() ?? string.Empty, MaxOnPage), to ?? string.Empty, MaxOnPage) + OutboxPages.Refusing(engine.Refusing()));

    private static IResult Read(HttpContext http, EmailEngine engine, long number) => Open(engine, number) is { } item
        ? OutboxFrame.Of(http, item.Subject, OutboxPages.Mail(item))
        : Results.NotFound();

    private static IResult ReadHtml(HttpContext http, EmailEngine engine, long number)
    {
        if (Open(engine, number) is not { Html: { } html })
            return Results.NotFound();
        OutboxFrame.Seal(http, OutboxFrame.MailPolicy);
        // A link opens in a new window, not in the mail's frame.
        return Results.Content("<base target=\"_blank\">" + html, "text/html", Encoding.UTF8);
    }

    private static IResult Download(HttpContext http, EmailEngine engine, long number)
    {
        if (engine.Find(number) is not { } mail)
            return Results.NotFound();
        OutboxFrame.Seal(http, OutboxFrame.MailPolicy);
        return Results.Bytes(engine.Eml(number), "message/rfc822", mail.FileName);
    }

    private static IResult ListForPrograms(EmailEngine engine, string? to) => Results.Json(
        engine.Newest(to?.Trim() ?? string.Empty, MaxInAnswer).Select(mail => OutboxItem.Open(mail, engine.Eml(mail.Number))),
        Json);

    private static async Task<IResult> ClearAsync(EmailEngine engine)
    {
        await engine.ClearAsync();
        return Results.NoContent();
    }

    /// <summary>The form of the outbox's page.</summary>
    private static async Task<IResult> ChangeRefusingAsync(HttpContext http, EmailEngine engine)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        if (form["address"] is not [{ Length: > 0 } address])
            return Results.BadRequest();
        await engine.SetRefusingAsync(address.Trim(), form["accepts"] is not ["yes"]);
        return Results.Redirect(Path);
    }

    private static async Task<IResult> SetRefusingAsync(EmailEngine engine, string address, bool isRefusing)
    {
        await engine.SetRefusingAsync(address, isRefusing);
        return Results.NoContent();
    }

    private static OutboxItem? Open(EmailEngine engine, long number) =>
        engine.Find(number) is { } mail ? OutboxItem.Open(mail, engine.Eml(number)) : null;
}
