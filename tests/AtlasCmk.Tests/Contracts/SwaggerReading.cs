using System.Text.Json.Nodes;

namespace AtlasCmk.Tests.Contracts;

/// <summary>Azure publishes Swagger 2.0, Atlas OpenAPI 3.0: the older form is brought into the shape of the newer, so that one reader does for both.</summary>
internal static class SwaggerReading
{
    private const string Json = "application/json";

    public static JsonObject ToOpenApi(string text)
    {
        var swagger = ContractFiles.Parse(text.Replace("\"#/definitions/", "\"#/components/schemas/", StringComparison.Ordinal));
        foreach (var operation in swagger["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(o => o.Value!.AsObject()))
        {
            MoveParameters(operation, swagger["parameters"]?.AsObject());
            foreach (var response in operation["responses"]!.AsObject().Select(r => r.Value!.AsObject()))
            {
                MoveSchema(response);
            }
        }

        swagger["components"] = new JsonObject { ["schemas"] = swagger["definitions"]!.DeepClone() };
        return swagger;
    }

    private static void MoveParameters(JsonObject operation, JsonObject? shared)
    {
        var moved = new JsonArray();
        foreach (var published in operation["parameters"]?.AsArray() ?? [])
        {
            var parameter = Resolve(published!.AsObject(), shared);
            if (parameter["in"]!.GetValue<string>() == "body")
            {
                MoveSchema(parameter);
                operation["requestBody"] = parameter;
                continue;
            }

            // A parameter is its own schema here, but for what has another meaning there.
            var schema = parameter.DeepClone().AsObject();
            foreach (var name in new[] { "name", "in", "required" })
            {
                schema.Remove(name);
            }

            parameter["schema"] = schema;
            moved.Add(parameter);
        }

        operation["parameters"] = moved;
    }

    private static JsonObject Resolve(JsonObject parameter, JsonObject? shared) =>
        (parameter["$ref"] is { } reference ? shared![reference.GetValue<string>().Split('/')[^1]]! : parameter).DeepClone().AsObject();

    private static void MoveSchema(JsonObject holder)
    {
        if (holder["schema"] is { } schema)
        {
            holder["content"] = new JsonObject { [Json] = new JsonObject { ["schema"] = schema.DeepClone() } };
        }
    }
}
