using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Email.Outbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AccessReview.Emulator.Host;

/// <summary>The emulator's own pages, under /emulator.</summary>
internal static class EmulatorPages
{
    public static void MapEmulatorPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/emulator", Index);
        routes.MapGet(ClockPage.Path, ClockPage.Show);
        routes.MapPost(ClockPage.Path, ClockPage.AdvanceAsync);
        routes.MapGet(ClockApi.Path, ClockApi.Read);
        routes.MapPost(ClockApi.Path, ClockApi.AdvanceAsync);
    }

    private static IResult Index(HttpContext http, EmulatorHandle emulator, HostKeys keys) => EmulatorPage.Of(http, "Emulator", $"""
        <ul>
        <li><a href="{OutboxEndpoints.Path}">Outbox</a>: the mail that would have been sent</li>
        <li><a href="{ClockPage.Path}">Clock</a>: see what happens next week</li>
        </ul>
        <table>
        <tr><th>Data</th><td><code>{EmulatorPage.Encode(emulator.DataPath)}</code></td></tr>
        <tr><th>Tables</th><td><code>{EmulatorPage.Encode(emulator.TablesAddress.ToString())}</code></td></tr>
        <tr><th>Function key</th><td><code>{keys.Function}</code></td></tr>
        <tr><th>Master key</th><td><code>{keys.Master}</code></td></tr>
        </table>
        """);
}
