using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Pipeline.OpenApi;

/// <summary>Checks whether the host would match this path to this route with any method.</summary>
internal sealed class RouteMatch(string route)
{
    private static readonly DefaultInlineConstraintResolver Resolver = new(Options.Create(new RouteOptions()), new ServiceCollection().BuildServiceProvider());

    private readonly TemplateMatcher _path = new(TemplateParser.Parse(route), []);
    private readonly IReadOnlyList<(string Name, IRouteConstraint Constraint)> _constraints = [.. ConstraintsOf(route)];

    public bool Matches(PathString path)
    {
        var values = new RouteValueDictionary();
        return _path.TryMatch(path, values) && _constraints.All(one => one.Constraint.Match(null, null, one.Name, values, RouteDirection.IncomingRequest));
    }

    private static IEnumerable<(string Name, IRouteConstraint Constraint)> ConstraintsOf(string route) =>
        from parameter in TemplateParser.Parse(route).Parameters
        from inline in parameter.InlineConstraints ?? []
        let constraint = Resolver.ResolveConstraint(inline.Constraint)
        where constraint is not null && parameter.Name is not null
        select (parameter.Name, parameter.IsOptional ? Present(constraint) : constraint);

    private static IRouteConstraint Present(IRouteConstraint constraint) => new OptionalRouteConstraint(constraint);
}
