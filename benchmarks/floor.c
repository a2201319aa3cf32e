/* The floor: reads every file of a list and pulls libyaml's events from it, so many times over; does nothing else. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

static unsigned char *slurp(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    unsigned char *data;
    long length;

    if (file == NULL || fseek(file, 0, SEEK_END) != 0 || (length = ftell(file)) < 0)
        return NULL;
    rewind(file);
    data = malloc((size_t)length + 1);
    *size = data == NULL ? 0 : fread(data, 1, (size_t)length, file);
    fclose(file);
    return data;
}

static long count_events(const char *path)
{
    yaml_parser_t parser;
    yaml_event_t event;
    size_t size = 0;
    long count = 0;
    int done = 0;
    unsigned char *data = slurp(path, &size);

    if (data == NULL || !yaml_parser_initialize(&parser))
        return -1;
    yaml_parser_set_input_string(&parser, data, size);
    while (!done && count >= 0) {
        if (!yaml_parser_parse(&parser, &event)) {
            count = -1;
            break;
        }
        done = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
        count++;
    }
    yaml_parser_delete(&parser);
    free(data);
    return count;
}

int main(int argc, char **argv)
{
    char path[4096];
    long total = 0, count;
    int round, rounds = argc == 3 ? atoi(argv[2]) : 1;
    FILE *list = argc >= 2 ? fopen(argv[1], "r") : NULL;

    if (list == NULL)
        return 2;
    for (round = 0; round < rounds; round++) {
        rewind(list);
        while (fgets(path, sizeof path, list) != NULL) {
            path[strcspn(path, "\n")] = '\0';
            if ((count = count_events(path)) < 0) {
                fprintf(stderr, "cannot be read: %s\n", path);
                return 1;
            }
            total += count;
        }
    }
    printf("%ld\n", total);
    return 0;
}
